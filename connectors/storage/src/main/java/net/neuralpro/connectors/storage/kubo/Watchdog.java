package net.neuralpro.connectors.storage.kubo;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends a call in which nothing moves any more. */
final class Watchdog implements Closeable {
  private static final ScheduledExecutorService TIMER = timer();

  private final long patience;
  private final Runnable end;
  private final ScheduledFuture<?> check;
  private volatile long moved = System.nanoTime();
  private volatile boolean barked;

  /**
   * Watches from now on.
   *
   * @param patience for how long nothing may move
   * @param end ends the call, from another thread
   */
  Watchdog(Duration patience, Runnable end) {
    this.patience = patience.toNanos();
    this.end = end;
    long interval = Math.max(1, patience.toMillis() / 8);
    check = TIMER.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "kubo-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Something moved. */
  void moved() {
    moved = System.nanoTime();
  }

  /** Whether it ended the call. */
  boolean barked() {
    return barked;
  }

  private void check() {
    if (!barked && System.nanoTime() - moved > patience) {
      barked = true;
      end.run();
    }
  }

  @Override
  public void close() {
    check.cancel(false);
  }
}
