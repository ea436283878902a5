package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;

/**
 * How often something is drawn, exactly.
 *
 * @param perMillion 0 to 1,000,000
 */
public record Rate(int perMillion) implements Comparable<Rate> {
  /** As many as {@link #perMillion} can be. */
  public static final int MILLION = 1_000_000;

  public static final Rate NEVER = new Rate(0);
  public static final Rate ALWAYS = new Rate(MILLION);

  public Rate {
    if (perMillion < 0 || perMillion > MILLION) {
      throw new IllegalArgumentException(
          "Cannot draw %d of a million: 0 to 1000000 are needed".formatted(perMillion));
    }
  }

  /** A rate in hundredths. */
  public static Rate percent(int hundredths) {
    return new Rate(Math.multiplyExact(hundredths, 10_000));
  }

  /** Whether a number that was drawn evenly from 256 bits falls into the rate. */
  boolean holds(BigInteger drawn) {
    return drawn
            .multiply(BigInteger.valueOf(MILLION))
            .shiftRight(Draws.BITS)
            .compareTo(BigInteger.valueOf(perMillion))
        < 0;
  }

  @Override
  public int compareTo(Rate other) {
    return Integer.compare(perMillion, other.perMillion);
  }
}
