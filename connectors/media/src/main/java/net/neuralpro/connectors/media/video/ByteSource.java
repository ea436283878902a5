package net.neuralpro.connectors.media.video;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be opened for random reading, be they a file or blocks of a store. */
public interface ByteSource {

  /** What messages call these bytes. */
  String name();

  /** Opens a channel at position 0; whoever opens it closes it. */
  SeekableByteChannel open() throws IOException;

  /** The bytes of a file. */
  static ByteSource of(Path path) {
    return new ByteSource() {
      @Override
      public String name() {
        return String.valueOf(path.getFileName());
      }

      @Override
      public SeekableByteChannel open() throws IOException {
        return Files.newByteChannel(path);
      }
    };
  }
}
