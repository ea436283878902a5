package net.neuralpro.schemas.recording;

import java.util.regex.Pattern;
import net.neuralpro.schemas.content.Cid;

/**
 * A file of a recording.
 *
 * @param path relative to the recording's folder, its parts joined by {@code /}
 * @param cid names its bytes
 * @param bytes how many there are
 */
public record StreamFile(String path, Cid cid, long bytes) {
  private static final int MAX_PATH = 1024;
  private static final Pattern UNSAFE = Pattern.compile("(^|/)(\\.{0,2})(/|$)|[\\x00-\\x1f\\\\]");

  public StreamFile {
    if (path.length() > MAX_PATH || UNSAFE.matcher(path).find()) {
      throw new IllegalArgumentException(
          "Cannot use path '" + path + "': a relative path inside the recording is needed");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot have a file of " + bytes + " bytes");
    }
  }
}
