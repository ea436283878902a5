package net.neuralpro.connectors.storage.kubo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Tells how many bytes went through. */
final class CountedStream extends FilterInputStream {
  private final LongConsumer read;

  CountedStream(InputStream bytes, LongConsumer read) {
    super(bytes);
    this.read = read;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (count > 0) {
      read.accept(count);
    }
    return count;
  }
}
