package net.neuralpro.connectors.chain.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Files that only their owner may read (mode 0600), whole or not there. */
final class PrivateFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFiles() {}

  /** Makes a folder that only its owner may enter, or narrows one that is there to that. */
  static void makeFolder(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath();
    if (!Files.isDirectory(absolute)) {
      Path parent = absolute.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      try {
        Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(FOLDER));
      } catch (FileAlreadyExistsException e) {
        requireFolder(absolute, e);
      }
    }
    if (!Files.getPosixFilePermissions(absolute).equals(FOLDER)) {
      Files.setPosixFilePermissions(absolute, FOLDER);
    }
  }

  private static void requireFolder(Path folder, IOException otherwise) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw otherwise;
    }
  }

  /**
   * Writes a new file. If another process was first, its file stays and this one is dropped.
   *
   * @return whether this call made it
   */
  static boolean create(Path target, byte[] bytes) throws IOException {
    Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(FILE))) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * The bytes of a file.
   *
   * @throws RejectedInputException KEY-EXPOSED if others may read it, KEY-MALFORMED if it is larger
   *     than the limit
   */
  static byte[] read(Path file, int limit) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!FILE.containsAll(permissions)) {
      throw rejected(
          "KEY-EXPOSED",
          file,
          "Cannot use it: others may read or change it ("
              + PosixFilePermissions.toString(permissions)
              + "); if nobody has, make it yours alone by chmod 600");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw rejected("KEY-MALFORMED", file, "Cannot read it: more than " + limit + " bytes");
      }
      return bytes;
    }
  }

  private static RejectedInputException rejected(String rule, Path file, String evidence) {
    return new RejectedInputException(Finding.error(rule, file.toString(), evidence));
  }
}
