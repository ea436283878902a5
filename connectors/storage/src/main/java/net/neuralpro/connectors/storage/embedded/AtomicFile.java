package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file so that it is there whole or not at all, whenever the process ends. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Writes the bytes beside the target, forces them to the disk and moves them into place.
   *
   * @throws IOException if they could not be written; then the target is as it was. The message
   *     says where, and what may help
   */
  public static void write(Path target, byte[] bytes) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try {
        fill(temporary, bytes);
      } catch (NoSuchFileException e) {
        Files.createDirectories(folder);
        fill(temporary, bytes);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      Files.deleteIfExists(temporary);
      throw new IOException("Cannot write " + target + ": " + reason(e), e);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw new IOException(
          "Cannot write " + target + ": " + e.getMessage() + "; perhaps the disk is full", e);
    }
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return (reason == null ? e.getClass().getSimpleName() : reason)
        + "; perhaps the folder is read-only or belongs to another user";
  }

  private static void fill(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(false);
    }
  }
}
