package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever changes in a dataset, {@code verify} names it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerificationIT {
  private static final int SAMPLED = 6;

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
  void aFlippedBitIsFoundInAnyFile() throws Exception {
    List<String> files = List.copyOf(Folders.digests(dataset).keySet());
    TreeSet<String> sample = new TreeSet<>(List.of("ROOT", "manifest.json", "croissant.json"));
    Random random = new Random(11);
    while (sample.size() < SAMPLED) {
      sample.add(files.get(random.nextInt(files.size())));
    }
    for (String name : sample) {
      Path file = dataset.resolve(name);
      int position = random.nextInt((int) Files.size(file));
      Folders.flip(file, position);
      assertAltered(name);
      Folders.flip(file, position);
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
