package net.neuralpro.pipelines.cli;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An amount of money on Arweave.
 *
 * @param winston the smallest unit, 10¹² to an AR
 */
record ArchivePrice(BigInteger winston) {
  private static final int DIGITS = 12;
  private static final Pattern FORM = Pattern.compile("[0-9]{1,30}|[0-9]{1,12}([.][0-9]{1,12})?AR");

  /**
   * Reads {@code 250000000}, which is winston, or {@code 0.00025AR}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static ArchivePrice parse(String text) {
    String amount = text.toUpperCase(Locale.ROOT);
    if (!FORM.matcher(amount).matches()) {
      throw new IllegalArgumentException(
          "Cannot read price '" + text + "': give winston as 250000000, or 0.00025AR");
    }
    return amount.endsWith("AR")
        ? new ArchivePrice(
            new BigDecimal(amount.substring(0, amount.length() - 2))
                .movePointRight(DIGITS)
                .toBigIntegerExact())
        : new ArchivePrice(new BigInteger(amount));
  }

  @Override
  public String toString() {
    String inAr = new BigDecimal(winston, DIGITS).stripTrailingZeros().toPlainString();
    return winston + " winston (" + inAr + " AR)";
  }
}
