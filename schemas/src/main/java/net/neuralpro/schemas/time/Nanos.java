package net.neuralpro.schemas.time;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Nanoseconds and the units that other formats use, converted exactly. */
public final class Nanos {
  public static final long PER_SECOND = 1_000_000_000L;

  private Nanos() {}

  /** Seconds as a decimal with three digits, for people. */
  public static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A count of units of {@code numerator / denominator} seconds, rounded half up. */
  public static long of(long count, long numerator, long denominator) {
    if (denominator <= 0 || numerator <= 0) {
      throw new IllegalArgumentException(
          "Cannot use a time unit of " + numerator + "/" + denominator + " s");
    }
    long high = Math.multiplyHigh(count, numerator);
    if (high == count * numerator >> 63
        && Math.abs(count * numerator) < Long.MAX_VALUE / PER_SECOND / 2) {
      return Math.floorDiv(2 * count * numerator * PER_SECOND + denominator, 2 * denominator);
    }
    return new BigDecimal(count)
        .multiply(BigDecimal.valueOf(numerator))
        .multiply(BigDecimal.valueOf(PER_SECOND))
        .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
