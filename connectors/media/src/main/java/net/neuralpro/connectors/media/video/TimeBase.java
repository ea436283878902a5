package net.neuralpro.connectors.media.video;

import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Seconds per tick as a fraction.
 *
 * @param numerator at least 1
 * @param denominator at least 1
 */
public record TimeBase(int numerator, int denominator) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public TimeBase {
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "A time base of " + numerator + "/" + denominator + " is not positive");
    }
  }

  static TimeBase of(AVRational rational) {
    return new TimeBase(Math.max(1, rational.num()), Math.max(1, rational.den()));
  }

  /**
   * The time of a tick in nanoseconds, rounded half up.
   *
   * @throws ArithmeticException if it is beyond 292 years
   */
  public long nanos(long ticks) {
    long parts = Math.multiplyExact(ticks, (long) numerator);
    long seconds = Math.floorDiv(parts, (long) denominator);
    long rest = Math.floorMod(parts, (long) denominator);
    long fraction = (rest * NANOS_PER_SECOND + denominator / 2) / denominator;
    return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), fraction);
  }
}
