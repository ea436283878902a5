package net.neuralpro.pipelines.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that appears when it is whole, and of which nothing is left if it cannot be. */
final class NewFile {
  private NewFile() {}

  /** Writes what a file shall hold. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws FileAlreadyExistsException if it is there
   */
  static void write(Path file, Writing writing) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          "Cannot write " + file + ": it is there already; perhaps choose another name");
    }
    Path growing = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(growing, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        writing.to(out);
      }
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
  }
}
