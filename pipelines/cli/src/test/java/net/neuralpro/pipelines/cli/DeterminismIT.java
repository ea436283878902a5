package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same recordings make the same dataset to the byte, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismIT {
  private static final List<String> CLIPS =
      List.of("mapillary-sample-5s.mp4", "intel-car-detection.mp4");
  private static final int KILLS = Integer.getInteger("neural.test.kills", 3);

  @TempDir private static Path folder;
  private SortedMap<String, String> expected;
  private long milliseconds;

  @BeforeAll
  void curate() throws Exception {
    long start = System.nanoTime();
    assertEnded(run("first", SharedData.file("video"), 1, CLIPS).await());
    milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    expected = Folders.digests(folder.resolve("first/dataset"));
    assertThat(expected).containsKeys("ROOT", "manifest.json");
  }

  private NeuralProcess.Running run(String name, Path inputs, int parallelism, List<String> clips)
      throws IOException {
    Path place = folder.resolve(name);
    Path keys = folder.resolve("first/home/keys");
    Path home = place.resolve("home");
    Files.createDirectories(place);
    if (!name.equals("first") && !Files.exists(home)) {
      Folders.copy(keys, Files.createDirectory(home).resolve("keys"));
    }
    return new NeuralProcess(home)
        .start(
            "run",
            "driving",
            "--parallelism",
            parallelism,
            "--output",
            place.resolve("dataset"),
            "--input",
            inputs.resolve(clips.get(0)),
            inputs.resolve(clips.get(1)));
  }

  private static void assertEnded(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  @Test
  void orderFolderParallelismAndWorkspaceDoNotMatter() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    for (String clip : CLIPS) {
      Files.copy(SharedData.file("video/" + clip), elsewhere.resolve(clip));
    }
    assertEnded(run("other", elsewhere, 3, List.of(CLIPS.get(1), CLIPS.get(0))).await());
    assertThat(Folders.digests(folder.resolve("other/dataset"))).isEqualTo(expected);
  }

  @Test
  void aKilledRunGoesOnAndNeverShowsHalfADataset() throws Exception {
    Random random = new Random(9);
    Path dataset = folder.resolve("killed/dataset");
    for (int kill = 0; kill < KILLS && !Files.exists(dataset); kill++) {
      NeuralProcess.Running running = run("killed", SharedData.file("video"), 2, CLIPS);
      running.process().waitFor(random.nextLong(1, milliseconds), TimeUnit.MILLISECONDS);
      running.kill();
      if (Files.exists(dataset)) {
        assertThat(Folders.digests(dataset)).isEqualTo(expected);
      }
    }
    assertEnded(run("killed", SharedData.file("video"), 2, CLIPS).await());
    assertThat(Folders.digests(dataset)).isEqualTo(expected);
  }
}
