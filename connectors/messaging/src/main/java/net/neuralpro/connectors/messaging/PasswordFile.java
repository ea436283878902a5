package net.neuralpro.connectors.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The password of a server, in a file that only its owner may read. */
public final class PasswordFile {
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");
  private static final int MAX_SIZE = 1024;

  private PasswordFile() {}

  /**
   * The password, of which no message tells anything.
   *
   * @throws MessagingException QUEUE-SETTINGS if others may read the file, or it is no such file
   */
  public static char[] read(Path file) throws MessagingException {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw rejected(file, "others may read it; make it yours alone by chmod 600");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_SIZE + 1);
        String password = new String(bytes, StandardCharsets.UTF_8).strip();
        if (bytes.length > MAX_SIZE || password.isEmpty() || password.contains("\n")) {
          throw rejected(file, "it must hold one line of at most " + MAX_SIZE + " bytes");
        }
        return password.toCharArray();
      }
    } catch (MessagingException e) {
      throw e;
    } catch (IOException e) {
      throw rejected(file, "it cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static MessagingException rejected(Path file, String reason) {
    return new MessagingException(
        "QUEUE-SETTINGS", "Cannot use the password in " + file + ": " + reason);
  }
}
