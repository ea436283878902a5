package net.neuralpro.schemas.reward;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;

/**
 * An amount of a token in its smallest unit; written as a decimal text, since it may have 78
 * digits.
 *
 * @param amount 0 to 2^256 - 1
 */
public record Wei(BigInteger amount) implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(BigInteger.ZERO);

  private static final int BITS = 256;
  private static final int MAX_LETTERS = 78;

  public Wei {
    if (amount.signum() < 0 || amount.bitLength() > BITS) {
      throw new IllegalArgumentException("Cannot use an amount that is not 0 to 2^256 - 1");
    }
  }

  public static Wei of(long amount) {
    return new Wei(BigInteger.valueOf(amount));
  }

  /** Reads a decimal text without sign or leading zeros. */
  @JsonCreator
  public static Wei parse(String text) {
    boolean plain = text.length() <= MAX_LETTERS && text.matches("0|[1-9][0-9]*");
    if (!plain) {
      throw new IllegalArgumentException(
          "Cannot read an amount of " + text.length() + " letters: up to 78 digits are needed");
    }
    return new Wei(new BigInteger(text));
  }

  public Wei plus(Wei other) {
    return new Wei(amount.add(other.amount));
  }

  /**
   * What is left.
   *
   * @throws IllegalArgumentException if that is less than nothing
   */
  public Wei minus(Wei other) {
    return new Wei(amount.subtract(other.amount));
  }

  @Override
  public int compareTo(Wei other) {
    return amount.compareTo(other.amount);
  }

  @JsonValue
  @Override
  public String toString() {
    return amount.toString();
  }
}
