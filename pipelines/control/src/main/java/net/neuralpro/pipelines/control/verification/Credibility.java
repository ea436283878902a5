package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;

/**
 * Which of several outputs to believe, by iExec's Proof of Contribution: a node of score s has the
 * weight w = max(⌊s/3⌋, 3) − 1, which are the odds that it is right; the weight of an output is the
 * product of the weights of those who say it; and an output is believed at a trust level t when its
 * weight is more than (1 − 1/t) of the sum over all outputs.
 *
 * <p>Here the score is {@link Trust}, so it falls to zero where iExec takes a third.
 *
 * @see <a href="https://docs.iex.ec/pocosrc/poco-trust.html">iExec, Replication and Trust</a>
 * @see <a href="https://doi.org/10.1016/S0167-739X(01)00077-2">L. F. G. Sarmenta,
 *     Sabotage-tolerance mechanisms for volunteer computing systems, Future Generation Computer
 *     Systems 18(4), 2002</a>
 */
public final class Credibility {
  private static final int SCORES_OF_A_WEIGHT = 3;
  private static final int LEAST_RATIO = 3;

  private Credibility() {}

  /**
   * What a node said.
   *
   * @param trust the requester's in the node
   * @param output the output's identifier
   */
  public record Vote(Trust trust, Cid output) {}

  /** The weight of a node: 2 at least. */
  public static BigInteger weight(Trust trust) {
    return BigInteger.valueOf(Math.max(trust.passed() / SCORES_OF_A_WEIGHT, LEAST_RATIO) - 1L);
  }

  /**
   * The output to believe.
   *
   * @param votes of distinct nodes
   * @param level 1 − 1/level is the likelihood that is asked for; 2 or more
   */
  public static Optional<Cid> believed(List<Vote> votes, int level) {
    if (level < 2) {
      throw new IllegalArgumentException(
          "Cannot believe at level %d: 2 or more is needed, for one output only".formatted(level));
    }
    Map<Cid, BigInteger> weights = new LinkedHashMap<>();
    for (Vote vote : votes) {
      weights.merge(vote.output(), weight(vote.trust()), BigInteger::multiply);
    }
    BigInteger total = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger threshold = total.multiply(BigInteger.valueOf(level - 1L));
    return weights.entrySet().stream()
        .filter(
            entry -> entry.getValue().multiply(BigInteger.valueOf(level)).compareTo(threshold) > 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
