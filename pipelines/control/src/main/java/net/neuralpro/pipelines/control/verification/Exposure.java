package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;

/**
 * How much a node may have been promised, and not yet been paid beyond recall: at checking rate p
 * at most stake·p/(1−p). All of it, if it is false, then gains no more in the (1−p) of cases in
 * which nobody looks than the stake that is lost in the p in which somebody does.
 */
public final class Exposure {
  private Exposure() {}

  /** The most that may be unsettled, rounded down; all that there is, at a rate of one. */
  public static BigInteger most(BigInteger stake, Rate rate) {
    if (stake.signum() < 0) {
      throw new IllegalArgumentException("Cannot have a stake of " + stake);
    }
    int rest = Rate.MILLION - rate.perMillion();
    return rest == 0
        ? stake
        : stake
            .multiply(BigInteger.valueOf(rate.perMillion()))
            .divide(BigInteger.valueOf(rest))
            .min(stake);
  }

  /** Whether one more task of a price keeps to it. */
  public static boolean admits(
      BigInteger stake, Rate rate, BigInteger unsettled, BigInteger price) {
    return unsettled.add(price).compareTo(most(stake, rate)) <= 0;
  }
}
