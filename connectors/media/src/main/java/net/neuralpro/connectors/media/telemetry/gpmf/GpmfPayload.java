package net.neuralpro.connectors.media.telemetry.gpmf;

/**
 * The place of a payload in its file and in time.
 *
 * @param number 0 for the first
 * @param start nanoseconds on the recording's clock, at most 292 years less a day
 * @param duration nanoseconds, 0 to a day
 */
record GpmfPayload(long number, long start, long duration) {
  static final long DAY = 86_400_000_000_000L;

  GpmfPayload {
    duration = Math.max(0, Math.min(duration, DAY));
    start = Math.max(-Long.MAX_VALUE / 2, Math.min(start, Long.MAX_VALUE / 2));
  }

  /** The part {@code index / count} of a length below 2^47, rounded down. */
  static long fraction(long length, long index, long count) {
    return length / count * index + length % count * index / count;
  }
}
