package net.neuralpro.connectors.media.files;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.media.video.ByteSource;

/** Files on a disk. */
public final class LocalFileSet implements FileSet {
  private final SortedMap<String, Path> files;
  private final SortedMap<String, Long> sizes = new TreeMap<>();

  /**
   * @param files where each file is, by its path in the set
   */
  public LocalFileSet(Map<String, Path> files) throws IOException {
    this.files = new TreeMap<>(files);
    for (Map.Entry<String, Path> file : this.files.entrySet()) {
      sizes.put(file.getKey(), Files.size(file.getValue()));
    }
  }

  @Override
  public SortedMap<String, Long> sizes() {
    return Collections.unmodifiableSortedMap(sizes);
  }

  @Override
  public ByteSource source(String path) {
    Path file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException("Cannot find " + path + " among " + files.keySet());
    }
    return new ByteSource() {
      @Override
      public String name() {
        return path;
      }

      @Override
      public SeekableByteChannel open() throws IOException {
        return Files.newByteChannel(file);
      }
    };
  }
}
