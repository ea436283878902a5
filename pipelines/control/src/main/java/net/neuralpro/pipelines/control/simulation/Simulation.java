package net.neuralpro.pipelines.control.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.pipelines.control.verification.Policy;

/** Goes through a grid. Cells share nothing, so it does not matter how many run at once. */
public final class Simulation {
  private static final int PLACES = 3;
  private static final int MOST_SHARE = 50;

  /** As {@code Terms} deploys a network, in millionths of a token: 5 judges, 3 of them decide. */
  public static final Penalties DEPLOYED =
      new Penalties(5, 3, 10, millions(4_000), millions(250), millions(1_000));

  private Simulation() {}

  /**
   * A strategy at a share, under the default policy.
   *
   * @param strategy its word
   * @param share of the stake in one hand, in hundredths
   * @param calculated expected gain of an attempt, in prices
   * @param played mean gain of those that were played, in prices
   * @param cost of each attempt that nobody contradicts, in prices
   * @param detection tasks until an attempt is contradicted, on the mean
   * @param overhead checks for each task
   */
  public record Cell(
      String strategy,
      int share,
      BigDecimal calculated,
      BigDecimal played,
      BigDecimal cost,
      Optional<BigDecimal> detection,
      BigDecimal overhead) {}

  /**
   * Where a policy stops holding.
   *
   * @param overhead checks for each task of a trusted node, canaries too
   * @param holds highest share in hundredths up to which no strategy gains, 50 at most; −1 if one
   *     gains with no share at all
   * @param worst the strategy that gains first; absent if none does
   */
  public record Limit(
      int floor,
      int canaries,
      int multiple,
      BigDecimal overhead,
      int holds,
      Optional<String> worst) {}

  /**
   * All of it.
   *
   * @param policy identifier of the default policy
   */
  public record Outcome(
      String policy, long seed, int attempts, List<Cell> cells, List<Limit> limits) {}

  /** Plays and calculates a grid. */
  public static Outcome run(Grid grid, long seed) {
    record Job(Strategy strategy, int share) {}
    List<Job> jobs =
        Arrays.stream(Strategy.values())
            .flatMap(strategy -> grid.shares().stream().map(share -> new Job(strategy, share)))
            .toList();
    List<Cell> cells =
        jobs.parallelStream()
            .map(job -> cell(job.strategy(), job.share(), seed, grid.attempts()))
            .toList();
    List<Limit> limits = grid.policies().parallelStream().map(Simulation::limit).toList();
    return new Outcome(Policy.DEFAULT.cid().toString(), seed, grid.attempts(), cells, limits);
  }

  private static Cell cell(Strategy strategy, int share, long seed, int attempts) {
    Setting setting = new Setting(Grid.usual(), DEPLOYED, share);
    Expectation expected = Expectation.of(strategy, setting);
    Trial.Played played = Trial.play(strategy, setting, seed, attempts(strategy, attempts));
    return new Cell(
        strategy.word(),
        share,
        rounded(expected.gain()),
        rounded(played.mean()),
        rounded(expected.cost()),
        played.detection().map(Simulation::rounded),
        rounded(
            BigDecimal.valueOf(played.checks())
                .divide(BigDecimal.valueOf(played.tasks()), PLACES + 3, RoundingMode.HALF_EVEN)));
  }

  /** Those who work for long between attempts make fewer. */
  private static int attempts(Strategy strategy, int attempts) {
    return strategy == Strategy.ONE_PERCENT || strategy == Strategy.LONG_CON
        ? Math.max(1, attempts / 4)
        : attempts;
  }

  /** Where a policy stops holding, by calculation at each hundredth. */
  static Limit limit(Policy.SpotChecked policy) {
    Optional<Strategy> worst = Optional.empty();
    int holds = -1;
    while (holds < MOST_SHARE && worst.isEmpty()) {
      Setting next = new Setting(policy, DEPLOYED, holds + 1);
      worst =
          Arrays.stream(Strategy.values())
              .filter(strategy -> Expectation.of(strategy, next).gain().signum() > 0)
              .findFirst();
      if (worst.isEmpty()) {
        holds++;
      }
    }
    return new Limit(
        policy.floor().perMillion(),
        policy.canaries().perMillion(),
        policy.multiple(),
        BigDecimal.valueOf(policy.floor().perMillion() + (long) policy.canaries().perMillion(), 6),
        holds,
        worst.map(Strategy::word));
  }

  static BigDecimal rounded(BigDecimal number) {
    return number.setScale(PLACES, RoundingMode.HALF_EVEN);
  }

  private static BigInteger millions(long tokens) {
    return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(1_000_000));
  }
}
