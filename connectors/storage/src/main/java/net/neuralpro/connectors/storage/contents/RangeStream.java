package net.neuralpro.connectors.storage.contents;

import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import net.neuralpro.connectors.storage.ByteRange;

/** The bytes of a file in a range. */
public final class RangeStream extends FilterInputStream {
  private long left;

  /** The bytes of a file in a range; closing the stream closes the file. */
  public RangeStream(SeekableByteChannel file, ByteRange range) throws IOException {
    super(Channels.newInputStream(file));
    long start = Math.min(range.start(), file.size());
    file.position(start);
    left = Math.max(0, Math.min(range.end(), file.size()) - start);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int count = super.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
