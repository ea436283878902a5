package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import net.neuralpro.connectors.storage.StorageException;

/**
 * What a node asks for before it does anything. It is read from a file that is its owner's alone,
 * and is in no message.
 */
final class KuboSecret {
  private static final int MAX_SIZE = 8 << 10;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final String header;

  private KuboSecret(String header) {
    this.header = header;
  }

  /**
   * Reads the file.
   *
   * @throws StorageException KUBO-SECRET if it does not hold a secret, or others may read it
   */
  static KuboSecret read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      if (!PRIVATE.containsAll(Files.getPosixFilePermissions(file))) {
        throw fault(file, "others may read or change it; perhaps chmod 600");
      }
      bytes = in.readNBytes(MAX_SIZE + 1);
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw new StorageException(
          "KUBO-SECRET", "Cannot read the secret of an IPFS node from " + file + ": " + e, e);
    }
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    if (bytes.length <= MAX_SIZE && text.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
      if (text.startsWith("bearer:") && text.length() > 7) {
        return new KuboSecret("Bearer " + text.substring(7));
      }
      if (text.startsWith("basic:") && text.indexOf(':', 6) > 6) {
        byte[] pair = text.substring(6).getBytes(StandardCharsets.UTF_8);
        return new KuboSecret("Basic " + Base64.getEncoder().encodeToString(pair));
      }
    }
    throw fault(file, "it must hold bearer:TOKEN or basic:USER:PASSWORD on one line");
  }

  private static StorageException fault(Path file, String reason) {
    return new StorageException(
        "KUBO-SECRET", "Cannot take the secret of an IPFS node from " + file + ": " + reason);
  }

  /** The value of the header Authorization. */
  String header() {
    return header;
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
