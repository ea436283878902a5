package net.neuralpro.pipelines.flows.reward;

import java.math.BigInteger;

/**
 * What a recording was awarded in an epoch. Identifiers are lower-case hexadecimal digits.
 *
 * @param dataset whose money it is
 * @param recording its blinded identifier
 * @param account who gets it, with {@code 0x} in front
 * @param epoch in which it was awarded
 * @param basis good milliseconds that it was awarded for, less those that were lost since
 * @param amount wei, less what was taken back since
 * @param vested how much of it has vested, wei
 */
public record Award(
    String dataset,
    String recording,
    String account,
    long epoch,
    long basis,
    BigInteger amount,
    BigInteger vested) {
  public Award {
    if (vested.signum() < 0 || vested.compareTo(amount) > 0 || basis < 0) {
      throw new IllegalArgumentException(
          "Cannot have an award of %s of which %s vested".formatted(amount, vested));
    }
  }

  /** Whether nothing more can become of it. */
  boolean settled() {
    return vested.equals(amount);
  }

  /** What names it among all awards: the rest of it may change from statement to statement. */
  Award named() {
    return new Award(dataset, recording, account, epoch, 0, BigInteger.ZERO, BigInteger.ZERO);
  }
}
