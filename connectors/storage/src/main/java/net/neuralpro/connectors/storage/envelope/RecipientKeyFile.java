package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.neuralpro.connectors.storage.StorageException;

/**
 * The file that keeps a person's {@link RecipientKey}, encrypted under a passphrase; its owner's
 * alone (mode 0600).
 *
 * @param path its folder must be there
 */
public record RecipientKeyFile(Path path) {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  /**
   * Whom others encrypt to, if a key is kept here; needs no passphrase.
   *
   * @throws StorageException KEY-EXPOSED or KEY-MALFORMED
   */
  public Optional<Recipient> recipient() throws IOException {
    return read().map(LockedKey::whom);
  }

  /**
   * The key that is kept here, if any.
   *
   * @throws StorageException KEY-EXPOSED, KEY-MALFORMED, or KEY-PASSPHRASE if the passphrase is
   *     wrong or the file was altered
   */
  public Optional<RecipientKey> find(KeyPassphrase passphrase) throws IOException {
    Optional<LockedKey> locked = read();
    return locked.isEmpty()
        ? Optional.empty()
        : Optional.of(locked.get().unlock(passphrase, path.toString()));
  }

  /** The key that is kept here; a new one if there is none. */
  public RecipientKey open(KeyPassphrase passphrase) throws IOException {
    Optional<RecipientKey> kept = find(passphrase);
    if (kept.isPresent()) {
      return kept.get();
    }
    RecipientKey fresh = RecipientKey.random();
    create(LockedKey.lock(fresh, passphrase).bytes());
    return find(passphrase).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  private Optional<LockedKey> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (!PRIVATE.containsAll(permissions)) {
        throw new StorageException(
            "KEY-EXPOSED",
            "Cannot use the key "
                + path
                + ": others may read or change it ("
                + PosixFilePermissions.toString(permissions)
                + "); if nobody has, make it yours alone by chmod 600");
      }
      bytes = in.readNBytes(LockedKey.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    return Optional.of(LockedKey.ofBytes(bytes, path.toString()));
  }

  /** Writes the file, unless one is there: then that one stays. */
  private void create(byte[] bytes) throws IOException {
    Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              EnumSet.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(PRIVATE))) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.createLink(path, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another process was first: its key is the one to use.
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
