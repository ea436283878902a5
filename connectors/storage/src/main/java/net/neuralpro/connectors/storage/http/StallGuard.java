package net.neuralpro.connectors.storage.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stream that breaks off when nothing comes for some time: a server may keep silent for ever. */
final class StallGuard extends FilterInputStream {
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stalled-streams");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration limit;
  private final ScheduledFuture<?> watch;
  private volatile long waitingSince;
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration limit) {
    super(in);
    this.limit = limit;
    long pause = Math.max(1, limit.toMillis() / 4);
    watch = WATCH.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void look() {
    long since = waitingSince;
    if (since != 0 && System.nanoTime() - since > limit.toNanos()) {
      stalled = true;
      try {
        in.close();
      } catch (IOException e) {
        // the reader is told that the stream stalled
      }
    }
  }

  @FunctionalInterface
  private interface Read {
    int apply() throws IOException;
  }

  private int guarded(Read read) throws IOException {
    waitingSince = System.nanoTime() | 1;
    try {
      int count = read.apply();
      if (stalled) {
        throw stalledFor(null);
      }
      return count;
    } catch (IOException e) {
      throw stalled ? stalledFor(e) : e;
    } finally {
      waitingSince = 0;
    }
  }

  private IOException stalledFor(@Nullable IOException cause) {
    return new IOException("nothing came for " + limit.toSeconds() + " s", cause);
  }

  @Override
  public int read() throws IOException {
    return guarded(in::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return guarded(() -> in.read(bytes, offset, length));
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    super.close();
  }
}
