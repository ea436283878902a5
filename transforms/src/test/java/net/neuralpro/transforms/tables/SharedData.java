package net.neuralpro.transforms.tables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Real recordings, which lie beside the repository. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder of the recordings; without it the test is skipped, and fails under CI. */
  public static Path require(String name) {
    Path file = root().resolve(name);
    if (!Files.exists(file)) {
      String message = "Cannot find the real recording " + file;
      System.err.println(message);
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
    return file;
  }

  private static Path root() {
    return Optional.ofNullable(System.getenv("NEURAL_SHARED_DATA"))
        .map(Path::of)
        .orElseGet(() -> repository().resolveSibling("shared").resolve("data"));
  }

  private static Path repository() {
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Cannot find the repository above the working directory");
      }
    }
    return folder;
  }
}
