package net.neuralpro.schemas.reward;

import java.math.BigInteger;
import net.neuralpro.schemas.recording.Address;

/**
 * How money becomes rewards, as {@code docs/reference/rewards.md} has it. All arithmetic is exact
 * or rounds down, so that nothing is gained by being many.
 *
 * @param protocol whose account the protocol's share is
 * @param protocolShare of what funders pay in, in basis points, 0 to {@value #MOST_SHARE}
 * @param release how much of what is there is paid in an epoch, in basis points, 1 to 10,000
 * @param tranches in how many equal parts an award vests, 1 to {@value #MOST_TRANCHES}
 * @param cliff epochs from the award to the first tranche, 0 to {@value #MOST_CLIFF}
 * @param saturation milliseconds of a need cell that count in full, 1 to {@value #MOST_SATURATION}
 * @param steps how often the worth of more halves before it is nothing, 1 to {@value #MOST_STEPS}
 */
public record RewardRule(
    Address protocol,
    int protocolShare,
    int release,
    int tranches,
    int cliff,
    long saturation,
    int steps) {
  static final int MOST_SHARE = 2000;
  static final int MOST_TRANCHES = 64;
  static final int MOST_CLIFF = 64;
  static final long MOST_SATURATION = 1L << 36;
  static final int MOST_STEPS = 16;

  private static final int BASIS_POINTS = 10_000;

  public RewardRule {
    require("protocolShare", protocolShare, 0, MOST_SHARE);
    require("release", release, 1, BASIS_POINTS);
    require("tranches", tranches, 1, MOST_TRANCHES);
    require("cliff", cliff, 0, MOST_CLIFF);
    require("saturation", saturation, 1, MOST_SATURATION);
    require("steps", steps, 1, MOST_STEPS);
  }

  /**
   * The rule with its usual parameters: 5 % for the protocol, a quarter of what is there each
   * epoch, four tranches from the next epoch on, ten hours of a cell in full, eight halvings.
   */
  public static RewardRule standard(Address protocol) {
    return new RewardRule(protocol, 500, 2500, 4, 1, 36_000_000, 8);
  }

  private static void require(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Cannot use a reward rule with %s %d: %d to %d".formatted(name, value, least, most));
    }
  }

  /** The protocol's share of all that funders paid in so far. */
  public BigInteger share(BigInteger funded) {
    return portion(funded, protocolShare);
  }

  /** What is paid in an epoch of what is there. */
  public BigInteger released(BigInteger there) {
    return portion(there, release);
  }

  private static BigInteger portion(BigInteger whole, int basisPoints) {
    return whole.multiply(BigInteger.valueOf(basisPoints)).divide(BigInteger.valueOf(BASIS_POINTS));
  }

  /**
   * What so much of a need cell is worth to a dataset: concave, 0 for nothing. The first {@link
   * #saturation} count {@code 2^(steps - 1)} each, the next twice as many half of that, and so on.
   *
   * @param milliseconds good ones, not negative
   */
  public long worth(long milliseconds) {
    long worth = 0;
    long left = milliseconds;
    for (int step = 0; step < steps && left > 0; step++) {
      long counted = Math.min(left, saturation << step);
      worth += counted << (steps - 1 - step);
      left -= counted;
    }
    return worth;
  }

  /**
   * What a recording gets for what it gives to a need cell.
   *
   * @param paid to all recordings of the dataset
   * @param worthOfAll worth of all need cells of the dataset
   * @param ofCell good milliseconds of the cell
   * @param own good milliseconds of the recording in the cell, at most {@code ofCell}
   */
  public BigInteger award(BigInteger paid, BigInteger worthOfAll, long ofCell, long own) {
    if (own == 0 || ofCell == 0) {
      return BigInteger.ZERO;
    }
    return paid.multiply(BigInteger.valueOf(worth(ofCell)))
        .multiply(BigInteger.valueOf(own))
        .divide(worthOfAll.multiply(BigInteger.valueOf(ofCell)));
  }

  /** How many tranches of an award have vested. */
  public int vestedTranches(long awarded, long epoch) {
    return (int) Math.max(0, Math.min(tranches, epoch - awarded - cliff + 1));
  }

  /**
   * How much of an award has vested.
   *
   * @param amount of the award, after anything was taken back
   * @param before how much of it had vested already, at most the amount
   * @param awarded in which epoch
   */
  public BigInteger vested(BigInteger amount, BigInteger before, long awarded, long epoch) {
    return amount
        .multiply(BigInteger.valueOf(vestedTranches(awarded, epoch)))
        .divide(BigInteger.valueOf(tranches))
        .max(before);
  }

  /**
   * What is left to vest of what had not vested, when some of the reason for it is gone.
   *
   * @param open what had not vested
   * @param basis good milliseconds that it was awarded for
   * @param lost how many of them are gone, at most {@code basis}
   */
  public BigInteger kept(BigInteger open, long basis, long lost) {
    if (basis == lost) {
      return BigInteger.ZERO;
    }
    return open.multiply(BigInteger.valueOf(basis - lost)).divide(BigInteger.valueOf(basis));
  }
}
