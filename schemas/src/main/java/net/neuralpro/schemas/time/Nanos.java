package net.neuralpro.schemas.time;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Nanoseconds and the units that other formats use, converted exactly. */
public final class Nanos {
  public static final long PER_SECOND = 1_000_000_000L;

  private Nanos() {}

  /** Seconds as a decimal with three digits, for people. */
  public static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
  }

  /**
   * A count of units of {@code numerator / denominator} seconds, rounded to the nearest nanosecond,
   * halves up.
   *
   * @throws ArithmeticException if it is more than 292 years
   */
  public static long of(long count, long numerator, long denominator) {
    if (denominator <= 0 || numerator <= 0) {
      throw new IllegalArgumentException(
          "Cannot use a time unit of " + numerator + "/" + denominator + " s");
    }
    BigInteger twice =
        BigInteger.valueOf(count)
            .multiply(BigInteger.valueOf(numerator))
            .multiply(BigInteger.valueOf(2 * PER_SECOND))
            .add(BigInteger.valueOf(denominator));
    BigInteger[] parts =
        twice.divideAndRemainder(BigInteger.valueOf(2).multiply(BigInteger.valueOf(denominator)));
    return (parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]).longValueExact();
  }
}
