package net.neuralpro.transforms.worker;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Ends a worker that is silent, or busy, for longer than its limits allow. */
final class Watchdog implements Closeable {
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "worker-watchdog");
            thread.setDaemon(true);
            return thread;
          });

  private final Runnable ending;
  private final WorkerLimits limits;
  private final long start = System.nanoTime();
  private final ScheduledFuture<?> rounds;
  private volatile long heard = start;
  private volatile Optional<String> verdict = Optional.empty();

  Watchdog(Runnable ending, WorkerLimits limits) {
    this.ending = ending;
    this.limits = limits;
    long round = Math.max(1, limits.silence().toMillis() / 10);
    rounds = CLOCK.scheduleWithFixedDelay(this::look, round, round, TimeUnit.MILLISECONDS);
  }

  /** The process has said something. */
  void heard() {
    heard = System.nanoTime();
  }

  /** Why the process was ended, if it was. */
  Optional<String> verdict() {
    return verdict;
  }

  private void look() {
    long now = System.nanoTime();
    if (now - heard > limits.silence().toNanos()) {
      end("it was silent for more than " + text(limits.silence()));
    } else if (now - start > limits.total().toNanos()) {
      end("it took more than " + text(limits.total()));
    }
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  private void end(String reason) {
    verdict = Optional.of(reason);
    ending.run();
  }

  @Override
  public void close() {
    rounds.cancel(false);
  }
}
