package net.neuralpro.schemas.dataset;

import java.util.regex.Pattern;
import net.neuralpro.schemas.content.Cid;

/**
 * A file of a dataset version.
 *
 * @param path where it lies in the dataset's folder, slashes between names
 * @param cid names its bytes as a UnixFS file
 * @param bytes its length
 * @param sha256 digest of its bytes as other tools compute it, 64 hex digits
 */
public record DatasetFile(String path, Cid cid, long bytes, String sha256)
    implements Comparable<DatasetFile> {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._/-]{0,254}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public DatasetFile {
    if (!PATH.matcher(path).matches() || path.contains("..") || path.contains("//")) {
      throw new IllegalArgumentException("Cannot have a file at '" + path + "' in a dataset");
    }
    if (bytes < 0 || !DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("Cannot have file " + path + " without size or digest");
    }
  }

  @Override
  public int compareTo(DatasetFile other) {
    return path.compareTo(other.path);
  }
}
