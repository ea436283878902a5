package net.neuralpro.connectors.lake.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** The bytes of an Arrow file, and the findings about it. */
final class ArrowSource implements Closeable {
  private final SeekableByteChannel channel;
  private final String place;
  private final long size;

  ArrowSource(SeekableByteChannel channel, String place) throws IOException {
    this.channel = channel;
    this.place = place;
    this.size = channel.size();
  }

  long size() {
    return size;
  }

  /** Reads a range that must lie inside the file. */
  ByteBuffer read(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw malformed("%d bytes at %d lie outside of %d".formatted(length, offset, size));
    }
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(offset);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw truncated("it ended while it was read");
      }
    }
    return buffer.flip();
  }

  RejectedInputException truncated(String evidence) {
    return rejected("ARROW-TRUNCATED", evidence);
  }

  RejectedInputException malformed(String evidence) {
    return rejected("ARROW-MALFORMED", evidence);
  }

  RejectedInputException unsupported(IllegalArgumentException cause) {
    RejectedInputException rejected =
        rejected("ARROW-UNSUPPORTED", String.valueOf(cause.getMessage()));
    rejected.initCause(cause);
    return rejected;
  }

  private RejectedInputException rejected(String rule, String evidence) {
    return new RejectedInputException(
        Finding.error(rule, place, "Cannot read the Arrow file: " + evidence));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
