package net.neuralpro.pipelines.control.simulation;

import java.math.BigInteger;
import net.neuralpro.pipelines.control.verification.Exposure;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.pipelines.control.verification.Trust;

/**
 * A policy and the contracts' penalties, against a share of the stake in one hand.
 *
 * @param policy of the operator
 * @param penalties as deployed, in the token's smallest unit
 * @param share of the stake, and of the nodes that stand ready to judge, in hundredths
 */
public record Setting(Policy.SpotChecked policy, Penalties penalties, int share) {
  /** A task's price: amounts are in millionths of it. */
  static final long PRICE = 1_000_000;

  public Setting {
    if (share < 0 || share > 100) {
      throw new IllegalArgumentException("Cannot give %d %% to one hand".formatted(share));
    }
  }

  private long inPrices(BigInteger amount) {
    BigInteger price = penalties.highestPrice(policy.multiple());
    return amount.multiply(BigInteger.valueOf(PRICE)).divide(price).longValueExact();
  }

  /** The penalties in millionths of the highest price that the policy allows. */
  Penalties scaled() {
    return new Penalties(
        penalties.judges(),
        penalties.quorum(),
        penalties.factor(),
        BigInteger.valueOf(inPrices(penalties.least())),
        BigInteger.valueOf(inPrices(penalties.member())),
        BigInteger.valueOf(inPrices(penalties.bond())));
  }

  /** What a node has staked: one penalty, the least that answers for a task. */
  long stake() {
    return inPrices(penalties.of(penalties.highestPrice(policy.multiple())));
  }

  /** Results that a fully trusted node may have unsettled, one at least. */
  int burst() {
    BigInteger most = Exposure.most(BigInteger.valueOf(stake()), policy.floor());
    return (int) Math.max(1, most.longValueExact() / PRICE);
  }

  /** The rate that a strategy meets. */
  Rate rate(Strategy strategy) {
    return policy.rate(strategy.isTrusted() ? new Trust(policy.history()) : Trust.NONE);
  }
}
