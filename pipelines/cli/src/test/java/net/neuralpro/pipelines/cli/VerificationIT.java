package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.neuralpro.pipelines.flows.dataset.DatasetVerification;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever changes in a dataset, {@code verify} names it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationIT {
  private static final long SEED = 11;
  private static final int FLIPS_PER_FILE = 3;

  @TempDir private static Path folder;
  private NeuralProcess neural;
  private Path dataset;

  @BeforeAll
  void curate() throws Exception {
    neural = new NeuralProcess(folder.resolve("home"));
    dataset = folder.resolve("dataset");
    NeuralProcess.Ended ended =
        neural.run(
            "run",
            "driving",
            "--input",
            SharedData.file("video/mapillary-sample-5s.mp4"),
            "--output",
            dataset);
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  @Test
  void aFlippedByteIsFoundInEveryFile() throws Exception {
    Random random = new Random(SEED);
    for (String name : Folders.digests(dataset).keySet()) {
      Path file = dataset.resolve(name);
      for (int flip = 0; flip < FLIPS_PER_FILE; flip++) {
        int position = random.nextInt((int) Files.size(file));
        int mask = 1 + random.nextInt(255);
        Folders.flip(file, position, mask);
        assertThat(DatasetVerification.verify(dataset, bytes -> {}))
            .as("seed %d, byte %d of %s xor %d", SEED, position, name, mask)
            .extracting(Finding::place)
            .contains(name);
        Folders.flip(file, position, mask);
      }
    }
    assertWhole();
  }

  @Test
  void theCommandNamesTheFileOfAFlippedByte() throws Exception {
    for (String name : List.of("ROOT", "lineage/clips.jsonl")) {
      Folders.flip(dataset.resolve(name), 5, 1);
      assertAltered(name);
      Folders.flip(dataset.resolve(name), 5, 1);
    }
    assertWhole();
  }

  @Test
  void aMissingFileIsFound() throws Exception {
    String name = "lineage/clips.jsonl";
    Path aside = folder.resolve("aside");
    Files.move(dataset.resolve(name), aside);
    assertAltered(name);
    Files.move(aside, dataset.resolve(name));
    assertWhole();
  }

  @Test
  void anExtraFileIsFound() throws Exception {
    Path extra = Files.writeString(dataset.resolve("streams/more.txt"), "more");
    assertAltered("streams/more.txt");
    Files.delete(extra);
    assertWhole();
  }

  private void assertAltered(String name) throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("verify", dataset);
    assertThat(ended.exit()).as(name + " " + ended).isEqualTo(Exit.ALTERED);
    assertThat(ended.out()).as("names the file").contains(name);
  }

  private void assertWhole() throws IOException, InterruptedException {
    assertThat(neural.run("verify", dataset).exit()).isZero();
  }
}
