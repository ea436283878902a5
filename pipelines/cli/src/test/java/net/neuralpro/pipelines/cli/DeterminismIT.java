package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
      List.of("gopro-max-heromode.mp4", "intel-car-detection.mp4");

  @TempDir private static Path folder;
  private SortedMap<String, String> expected;
  private long milliseconds;

  @BeforeAll
  void curate() throws Exception {
    long start = System.nanoTime();
    assertEnded(run("first", 1, clips()).await());
    milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    expected = Folders.digests(folder.resolve("first/dataset"));
    assertThat(expected).containsKeys("ROOT", "manifest.json");
  }

  private NeuralProcess.Running run(String name, int parallelism, List<Path> inputs)
      throws IOException {
    Path place = folder.resolve(name);
    Path home = place.resolve("home");
    Files.createDirectories(place);
    if (!name.equals("first") && !Files.exists(home)) {
      Folders.copy(folder.resolve("first/home/keys"), home.resolve("keys"));
    }
    List<Object> arguments =
        new ArrayList<>(List.of("run", "driving", "--parallelism", parallelism, "--output"));
    arguments.add(place.resolve("dataset"));
    for (Path input : inputs) {
      arguments.add("--input");
      arguments.add(input);
    }
    return new NeuralProcess(home).start(arguments.toArray());
  }

  private static List<Path> clips() {
    return CLIPS.stream().map(clip -> SharedData.file("video/" + clip)).toList();
  }

  private static void assertEnded(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  @Test
  void orderNamesFolderParallelismAndWorkspaceDoNotMatter() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    List<Path> inputs = new ArrayList<>();
    for (Path clip : clips()) {
      String name = (CLIPS.size() - inputs.size()) + "-" + clip.getFileName();
      inputs.add(Files.copy(clip, elsewhere.resolve(name)));
    }
    Collections.reverse(inputs);
    assertEnded(run("other", 3, inputs).await());
    assertThat(Folders.digests(folder.resolve("other/dataset"))).isEqualTo(expected);
  }

  @Test
  void aKilledRunGoesOnAndNeverShowsHalfADataset() throws Exception {
    Kills kills = new Kills(milliseconds);
    int place = 0;
    while (!kills.areOver()) {
      kills.strike(run("killed-" + place, 2, clips())).ifPresent(DeterminismIT::assertEnded);
      Path dataset = folder.resolve("killed-" + place + "/dataset");
      if (Files.exists(dataset)) {
        assertThat(Folders.digests(dataset)).isEqualTo(expected);
        place++;
      }
    }
    assertEnded(run("killed-" + place, 2, clips()).await());
    assertThat(Folders.digests(folder.resolve("killed-" + place + "/dataset"))).isEqualTo(expected);
  }
}
