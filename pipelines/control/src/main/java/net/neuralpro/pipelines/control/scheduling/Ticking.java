package net.neuralpro.pipelines.control.scheduling;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again until it is closed; what fails is tried again the next time. */
public final class Ticking implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticking.class);
  private static final long END_SECONDS = 30;

  private final ScheduledExecutorService thread;
  private final String name;
  private String lastFailure = "";

  /** Something that is done again and again. */
  @FunctionalInterface
  public interface Step {
    void take() throws IOException;
  }

  private Ticking(String name) {
    this.name = name;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Begins. */
  public static Ticking start(String name, Duration pause, Step step) {
    Ticking ticking = new Ticking(name);
    ticking.thread.scheduleWithFixedDelay(
        () -> ticking.take(step), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    return ticking;
  }

  private void take(Step step) {
    try {
      step.take();
      lastFailure = "";
    } catch (IOException | RuntimeException e) {
      String failure = String.valueOf(e);
      if (!failure.equals(lastFailure)) {
        LOG.warn("{} goes on later", name, e);
        lastFailure = failure;
      }
    }
  }

  /** Waits for the step that is being taken. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
