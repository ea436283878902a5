package net.neuralpro.schemas.recording;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;

/**
 * A file of a recording: a video with what is muxed into it, or a sensor's log. Ordered by the
 * UTF-8 bytes of the path.
 *
 * @param path where it lies in the recording's folder: at most 500 letters, slashes between names
 * @param cid names its bytes as a UnixFS file
 * @param bytes its length
 */
public record StreamFile(String path, Cid cid, long bytes) implements Comparable<StreamFile> {
  private static final int MAX_PATH = 500;

  public StreamFile {
    if (!isSafe(path)) {
      throw new IllegalArgumentException(
          "Cannot have a stream at '"
              + path.substring(0, Math.min(path.length(), MAX_PATH))
              + "': a relative path of at most "
              + MAX_PATH
              + " letters is needed, without '..', backslashes and control characters");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("Cannot have stream " + path + " of " + bytes + " bytes");
    }
    if (cid.codec() == Multicodec.DAG_JSON) {
      throw new IllegalArgumentException("Cannot have stream " + path + " of " + cid + ": no file");
    }
  }

  private static boolean isSafe(String path) {
    return path.length() <= MAX_PATH
        && path.chars().noneMatch(letter -> letter < ' ' || letter == 0x7f || letter == '\\')
        && List.of(path.split("/", -1)).stream()
            .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
  }

  @Override
  public int compareTo(StreamFile other) {
    return Arrays.compareUnsigned(
        path.getBytes(StandardCharsets.UTF_8), other.path.getBytes(StandardCharsets.UTF_8));
  }
}
