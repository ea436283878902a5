package net.neuralpro.connectors.lake.croissant;

import java.util.regex.Pattern;

/**
 * A file of a dataset.
 *
 * @param path its path below the description, with slashes
 * @param mediaType its media type, as {@code video/mp4}
 * @param bytes its length
 * @param sha256 the digest of its bytes, 64 hexadecimal digits
 */
public record DescribedFile(String path, String mediaType, long bytes, String sha256) {
  public static final String PARQUET = "application/x-parquet";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public DescribedFile {
    if (path.isEmpty() || path.startsWith("/")) {
      throw new IllegalArgumentException("Cannot describe a file at '" + path + "'");
    }
    if (bytes < 0 || !DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "Cannot describe %s of %d bytes by digest %s".formatted(path, bytes, sha256));
    }
  }

  /** The last part of its path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
