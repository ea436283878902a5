package net.neuralpro.connectors.messaging;

import java.time.Duration;

/** Durations that queues and caches understand. */
public final class Times {
  private static final Duration MAX = Duration.ofDays(365);

  private Times() {}

  /** A duration in milliseconds, one millisecond to a year. */
  public static long millis(Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "Cannot use %s: a millisecond to a year".formatted(duration));
    }
    return duration.toMillis();
  }
}
