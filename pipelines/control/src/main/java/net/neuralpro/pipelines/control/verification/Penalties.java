package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.network.Disputes;

/**
 * What the contracts take and give when a result is disputed: {@code Disputes.sol} and {@code
 * NodeRegistry.sol}, to the smallest unit of the token.
 *
 * @param judges places of a dispute's round
 * @param quorum equal outputs that decide it
 * @param factor of a task's price that a penalty is at least
 * @param least what a penalty is at least
 * @param member what a silent or dissenting judge loses
 * @param bond of a challenger
 */
public record Penalties(
    int judges, int quorum, int factor, BigInteger least, BigInteger member, BigInteger bond) {
  private static final BigInteger TWO = BigInteger.TWO;

  public Penalties {
    if (judges < 1 || quorum > judges || 2 * quorum <= judges) {
      throw new IllegalArgumentException(
          "Cannot decide by %d of %d judges".formatted(quorum, judges));
    }
    if (factor < 2 || least.signum() <= 0 || member.signum() <= 0 || bond.signum() <= 0) {
      throw new IllegalArgumentException("Cannot judge without penalties and a bond");
    }
  }

  /** As a network was deployed. */
  public static Penalties of(Terms.Judges terms) {
    return new Penalties(
        terms.places(),
        terms.quorum(),
        terms.factor(),
        terms.leastPenalty(),
        terms.memberPenalty(),
        terms.bond());
  }

  /** What a node that is wrong about a task of a price loses, if it staked as much. */
  public BigInteger of(BigInteger price) {
    return price.multiply(BigInteger.valueOf(factor)).max(least);
  }

  /**
   * The highest price at which a penalty is at least {@code multiple} prices and not more than the
   * least one. Above it a requester could raise the penalty of a node that he wants to frame, but
   * not the bond that he puts up for it.
   */
  public BigInteger highestPrice(int multiple) {
    return new Disputes.Penalty(factor, least).highestPrice(multiple);
  }

  /** Who has what after a dispute in which the node was wrong. */
  public Upheld upheld(BigInteger taken) {
    BigInteger given = taken.divide(TWO);
    BigInteger share = given.divide(BigInteger.valueOf(4)).min(bond.divide(TWO));
    return new Upheld(
        taken.subtract(given), share, share.divide(BigInteger.valueOf(judges)), given);
  }

  /** What each judge of a refuted dispute gets; the rest of the bond is the accused node's. */
  public BigInteger refutedShare() {
    return bond.divide(TWO).divide(BigInteger.valueOf(judges));
  }

  /**
   * What becomes of stake that was taken.
   *
   * @param burned half of it, rounded up
   * @param challenger what he gets beside his bond
   * @param each what each agreeing judge gets
   * @param given all that is not burned
   */
  public record Upheld(
      BigInteger burned, BigInteger challenger, BigInteger each, BigInteger given) {
    /** What the requester gets, if so many judges agreed. */
    public BigInteger requester(int agreeing) {
      return given.subtract(challenger).subtract(each.multiply(BigInteger.valueOf(agreeing)));
    }
  }
}
