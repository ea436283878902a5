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

/**
 * A stream that breaks off when nothing comes for some time, or next to nothing: a server may keep
 * silent for ever, or send a byte now and then. Only the time in which somebody waits for bytes
 * counts.
 */
final class StallGuard extends FilterInputStream {
  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stalled-streams");
            thread.setDaemon(true);
            return thread;
          });

  /** The slowest that is borne, bytes per second. */
  private static final long SLOWEST = 1024;

  private final Duration limit;
  private final ScheduledFuture<?> watch;
  private volatile long waitingSince;
  private volatile boolean stalled;
  private long waited;
  private long came;

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
    long since = System.nanoTime() | 1;
    waitingSince = since;
    try {
      int count = read.apply();
      if (stalled) {
        throw stalledFor(null);
      }
      count(since, count);
      return count;
    } catch (IOException e) {
      throw stalled ? stalledFor(e) : e;
    } finally {
      waitingSince = 0;
    }
  }

  /** Adds up what came while somebody waited as long as the limit. */
  private void count(long since, int bytes) throws IOException {
    waited += System.nanoTime() - since;
    came += Math.max(bytes, 0);
    if (waited > limit.toNanos()) {
      if (bytes >= 0 && came < SLOWEST * waited / 1_000_000_000) {
        throw new IOException("it came more slowly than %d bytes per second".formatted(SLOWEST));
      }
      waited = 0;
      came = 0;
    }
  }

  private IOException stalledFor(@Nullable IOException cause) {
    return new IOException("nothing came for " + limit.toSeconds() + " s", cause);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
