package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real recordings, read in place beside the repository. */
final class SharedVideos {

  private SharedVideos() {}

  static ByteSource source(String name) {
    return ByteSource.of(path(name));
  }

  static Path path(String name) {
    Path file = folder().resolve("video").resolve(name);
    if (!Files.isReadable(file)) {
      String message = "Real recording is missing: " + file + "; this test shows nothing";
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      System.err.println(message);
      Assumptions.abort(message);
    }
    return file;
  }

  private static Path folder() {
    String given = System.getenv("NEURAL_SHARED_DATA");
    if (given != null) {
      return Path.of(given);
    }
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    return root.resolveSibling("shared").resolve("data");
  }
}
