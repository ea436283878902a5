package net.neuralpro.pipelines.control.scheduling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still unless it is told to go. */
final class TrialClock implements InstantSource {
  private final AtomicLong now = new AtomicLong(Instant.now().getEpochSecond());

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(now.get());
  }

  long seconds() {
    return now.get();
  }

  void pass(long seconds) {
    now.addAndGet(seconds);
  }
}
