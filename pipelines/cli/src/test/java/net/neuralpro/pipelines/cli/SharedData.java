package net.neuralpro.pipelines.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Real recordings, which lie beside the repository and are read in place. */
final class SharedData {
  private SharedData() {}

  /** A file of them; without it the test is left out, or fails where the environment says CI. */
  static Path file(String path) {
    Path file =
        Optional.ofNullable(System.getenv("NEURAL_SHARED_DATA"))
            .map(Path::of)
            .orElseGet(() -> repository().resolveSibling("shared").resolve("data"))
            .resolve(path);
    if (!Files.exists(file)) {
      String message = "Cannot find the real recording " + file + "; set NEURAL_SHARED_DATA";
      System.err.println(message);
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
    return file;
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Cannot find the repository above the working directory");
      }
    }
    return folder;
  }
}
