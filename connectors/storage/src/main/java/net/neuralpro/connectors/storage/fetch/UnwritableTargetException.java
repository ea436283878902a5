package net.neuralpro.connectors.storage.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** The place where a file shall lie cannot be written: no other origin would help. */
final class UnwritableTargetException extends IOException {
  private static final long serialVersionUID = 1L;

  UnwritableTargetException(Path path, IOException cause) {
    super(
        "Cannot write "
            + path
            + ": "
            + cause.getMessage()
            + "; perhaps the disk is full or the folder is read-only",
        cause);
  }
}
