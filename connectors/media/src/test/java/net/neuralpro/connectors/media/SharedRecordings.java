package net.neuralpro.connectors.media;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real recordings that tests read in place. */
public final class SharedRecordings {
  private SharedRecordings() {}

  /** A file or folder among them; where it is missing the test fails in CI and else says so. */
  public static Path path(String name) {
    Path path = root().resolve(name);
    if (!Files.exists(path)) {
      String message = "MISSING: the real recording " + path + "; set NEURAL_SHARED_DATA";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(message);
      }
      System.err.println(message);
      Assumptions.abort(message);
    }
    return path;
  }

  private static Path root() {
    String given = System.getenv("NEURAL_SHARED_DATA");
    if (given != null) {
      return Path.of(given);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return (folder == null ? Path.of("") : folder).resolve("../shared/data").normalize();
  }
}
