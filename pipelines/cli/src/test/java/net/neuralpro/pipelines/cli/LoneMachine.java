package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one machine makes of the shared data by itself, once for all tests.
 *
 * @param keys who it is
 * @param dataset what it made
 * @param summary what it said of it
 */
record LoneMachine(Path keys, Path dataset, JsonNode summary) {
  private static @Nullable LoneMachine ran;
  private static @Nullable Path images;

  static synchronized LoneMachine ran() throws Exception {
    if (ran == null) {
      Path folder = Folders.temporary("neural-alone-");
      Path home = folder.resolve("home");
      Path dataset = folder.resolve("dataset");
      NeuralProcess.Ended ended =
          new NeuralProcess(home)
              .run(
                  "run",
                  "driving",
                  "--input",
                  SharedData.file("."),
                  "--output",
                  dataset,
                  "--computation",
                  "any",
                  "--json");
      assertThat(ended.exit()).as(ended.toString()).isZero();
      ran = new LoneMachine(home.resolve("keys"), dataset, ended.json());
    }
    return ran;
  }

  /** Where nodes of all tests keep the operators' image, which takes half a minute to make. */
  static synchronized Path images() throws Exception {
    if (images == null) {
      images = Folders.temporary("neural-images-");
    }
    return images;
  }
}
