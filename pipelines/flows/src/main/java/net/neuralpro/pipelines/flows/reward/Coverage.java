package net.neuralpro.pipelines.flows.reward;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import net.neuralpro.schemas.reward.RewardRule;

/** How much of each need cell a dataset has, and what is paid for all of it in an epoch. */
final class Coverage {
  private final RewardRule rule;
  private final Map<Integer, Long> good = new HashMap<>();
  private BigInteger worth = BigInteger.ZERO;
  private BigInteger paid = BigInteger.ZERO;

  Coverage(RewardRule rule) {
    this.rule = rule;
  }

  void add(int need, long milliseconds) {
    good.merge(need, milliseconds, Math::addExact);
  }

  /** Ends adding: so much money is there. */
  void pay(BigInteger there) {
    worth =
        good.values().stream()
            .map(milliseconds -> BigInteger.valueOf(rule.worth(milliseconds)))
            .reduce(BigInteger.ZERO, BigInteger::add);
    paid = worth.signum() == 0 ? BigInteger.ZERO : rule.released(there);
  }

  /** What a recording gets for what it gives to a need cell. */
  BigInteger award(int need, long own) {
    return paid.signum() == 0
        ? BigInteger.ZERO
        : rule.award(paid, worth, good.getOrDefault(need, 0L), own);
  }
}
