package net.neuralpro.connectors.media.files;

import java.util.SortedMap;
import net.neuralpro.connectors.media.video.ByteSource;

/** Files by their paths, relative to one folder, the parts of a path joined by {@code /}. */
public interface FileSet {
  /** The length of each file in bytes, by its path. */
  SortedMap<String, Long> sizes();

  /**
   * The bytes of a file.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  ByteSource source(String path);
}
