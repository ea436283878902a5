package net.neuralpro.pipelines.control.simulation;

import java.math.BigDecimal;
import java.math.MathContext;
import net.neuralpro.pipelines.control.verification.Penalties;

/**
 * What a dispute comes to when each judge is of the hand with the same likelihood, with the
 * contract's redraws. Its judges know how many they are before they seal: with a quorum they decide
 * for their own; with fewer they keep the others from a quorum if they can, and else say the truth.
 *
 * @param lost likelihood that the hand's side loses
 * @param won that it wins
 * @param open that no round had a quorum
 * @param judgesLosing judges of the hand in a round that it lost, times the likelihood
 * @param othersWinning judges of others in a round that it won, times the likelihood
 */
record Judgement(
    BigDecimal lost,
    BigDecimal won,
    BigDecimal open,
    BigDecimal judgesLosing,
    BigDecimal othersWinning) {
  static final MathContext EXACT = MathContext.DECIMAL128;
  static final int ROUNDS = 3;

  static Judgement of(Penalties penalties, int share, Strategy strategy) {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal hand = BigDecimal.valueOf(share, 2);
    int judges = penalties.judges();
    BigDecimal lost = BigDecimal.ZERO;
    BigDecimal won = BigDecimal.ZERO;
    BigDecimal open = BigDecimal.ZERO;
    BigDecimal losing = BigDecimal.ZERO;
    BigDecimal winning = BigDecimal.ZERO;
    BigDecimal ways = one;
    for (int theirs = 0; theirs <= judges; theirs++) {
      BigDecimal likely =
          ways.multiply(hand.pow(theirs)).multiply(one.subtract(hand).pow(judges - theirs));
      if (strategy.isConcerted() && theirs >= penalties.quorum()) {
        won = won.add(likely);
        winning = winning.add(likely.multiply(BigDecimal.valueOf(judges - theirs)));
      } else if (judges - theirs >= penalties.quorum()) {
        lost = lost.add(likely);
        losing = losing.add(likely.multiply(BigDecimal.valueOf(theirs)));
      } else {
        open = open.add(likely);
      }
      ways =
          ways.multiply(BigDecimal.valueOf(judges - theirs)).divide(BigDecimal.valueOf(theirs + 1));
    }
    BigDecimal rounds = one.add(open).add(open.pow(2));
    return new Judgement(
        lost.multiply(rounds, EXACT),
        won.multiply(rounds, EXACT),
        open.pow(ROUNDS, EXACT),
        losing.multiply(rounds, EXACT),
        winning.multiply(rounds, EXACT));
  }
}
