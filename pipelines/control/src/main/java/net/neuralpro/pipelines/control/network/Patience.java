package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a scheduler has been away. */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Duration most;
  private final long since = System.nanoTime();

  Patience(Duration most) {
    this.most = most;
  }

  /** Waits a little; whether it was long enough. */
  boolean isOver(IOException why) throws InterruptedException {
    if (Duration.ofNanos(System.nanoTime() - since).compareTo(most) > 0) {
      return true;
    }
    LOG.debug("The scheduler is asked again: {}", why.getMessage());
    Thread.sleep(PAUSE.toMillis());
    return false;
  }
}
