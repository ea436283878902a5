package net.neuralpro.pipelines.flows.sanitise;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real files beside the repository, read in place. */
final class SharedData {
  private SharedData() {}

  static Path file(String path) {
    String given = System.getenv("NEURAL_SHARED_DATA");
    Path file = (given == null ? beside() : Path.of(given)).resolve(path);
    if (!Files.exists(file)) {
      String message = "There is no " + file + "; set NEURAL_SHARED_DATA";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      abort(message);
    }
    return file;
  }

  private static Path beside() {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }
}
