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
  private static final String TEMPORARY = ".tmp";

  private AtomicFile() {}

  /**
   * Writes the bytes beside the target, forces them to the disk, moves them into place and forces
   * the folder: afterwards the file outlives the machine.
   *
   * @throws IOException if they could not be written; then the target is as it was. The message
   *     says where, and what may help
   */
  public static void write(Path target, byte[] bytes) throws IOException {
    place(target, bytes);
    force(target.toAbsolutePath().resolveSibling(""));
  }

  /** The same but for the folder, which is to be forced before the file is relied on. */
  static void place(Path target, byte[] bytes) throws IOException {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
    try {
      try {
        fill(temporary, bytes);
      } catch (NoSuchFileException e) {
        makeFolder(target.toAbsolutePath().resolveSibling(""));
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
          "Cannot write "
              + target
              + ": "
              + e.getMessage()
              + "; perhaps the disk is full or failing",
          e);
    }
  }

  /** Makes a folder that outlives the machine, with all above it. */
  private static void makeFolder(Path folder) throws IOException {
    Path above = folder.getParent();
    if (above != null && !Files.isDirectory(above)) {
      makeFolder(above);
    }
    Files.createDirectories(folder);
    if (above != null) {
      force(above);
    }
  }

  /** Waits until the names in a folder are on the disk. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new IOException(
          "Cannot write folder " + folder + ": " + e.getMessage() + "; perhaps the disk is failing",
          e);
    }
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    String text = reason == null ? e.getClass().getSimpleName() : reason;
    return text.contains("space") || text.contains("quota")
        ? text + "; perhaps make room on the disk"
        : text + "; perhaps the folder is read-only or belongs to another user";
  }

  /** Whether a file is one that a write has left behind, or is filling now. */
  static boolean isTemporary(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(".") && name.endsWith(TEMPORARY);
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
