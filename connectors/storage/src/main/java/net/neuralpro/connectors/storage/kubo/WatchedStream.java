package net.neuralpro.connectors.storage.kubo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes whose coming and going is told to a watchdog. */
final class WatchedStream extends FilterInputStream {
  private final Watchdog watchdog;

  WatchedStream(InputStream bytes, Watchdog watchdog) {
    super(bytes);
    this.watchdog = watchdog;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    watchdog.moved();
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    watchdog.moved();
    int count = super.read(bytes, offset, length);
    watchdog.moved();
    return count;
  }
}
