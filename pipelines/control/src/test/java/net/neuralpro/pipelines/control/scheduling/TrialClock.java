package net.neuralpro.pipelines.control.scheduling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that goes when it is told to. */
final class TrialClock implements InstantSource {
  private final AtomicLong now = new AtomicLong(1_700_000_000);

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
