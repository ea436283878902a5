package net.neuralpro.connectors.storage.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.neuralpro.schemas.content.Cid;

/**
 * A file in an envelope, as only its recipients see it.
 *
 * @param path relative, parts separated by {@code /}
 * @param bytes how many it has before it is encrypted
 * @param cid the identifier of its bytes before they are encrypted
 * @param object the encrypted object that holds it
 */
public record EnvelopeFile(String path, long bytes, Cid cid, ObjectId object)
    implements Comparable<EnvelopeFile> {
  private static final int MAX_PATH = 1024;

  /** What can be addressed: far above any file, far below what a counter holds. */
  private static final long MAX_BYTES = 1L << 50;

  public EnvelopeFile {
    requirePath(path);
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new IllegalArgumentException("Cannot have a file of " + bytes + " bytes");
    }
  }

  static void requirePath(String path) {
    boolean usable =
        path.getBytes(StandardCharsets.UTF_8).length <= MAX_PATH
            && path.chars().noneMatch(letter -> Character.isISOControl(letter) || letter == '\\')
            && Arrays.stream(path.split("/", -1))
                .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
    if (!usable) {
      throw new IllegalArgumentException(
          "Cannot use a path in an envelope that is empty, absolute, leads out of its folder, or"
              + " has control characters, backslashes or more than 1024 bytes");
    }
  }

  @Override
  public int compareTo(EnvelopeFile other) {
    return path.compareTo(other.path);
  }
}
