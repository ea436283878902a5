package net.neuralpro.connectors.storage.gateway;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way, written in parts each of which must be taken within a time: a stranger who
 * reads too slowly holds a place that others wait for.
 */
final class PacedOutput extends FilterOutputStream {
  private static final int PART = 64 << 10;

  private @Nullable Thread waiting;
  private long since;

  PacedOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PART) {
      begin();
      try {
        out.write(bytes, offset + done, Math.min(PART, length - done));
      } finally {
        end();
      }
    }
  }

  private synchronized void begin() {
    waiting = Thread.currentThread();
    since = System.nanoTime();
  }

  private synchronized void end() {
    waiting = null;
  }

  /** Cuts the connection if a part has been waiting longer than this: an interrupt closes it. */
  synchronized void cutAfter(long nanoseconds) {
    if (waiting != null && System.nanoTime() - since > nanoseconds) {
      waiting.interrupt();
    }
  }
}
