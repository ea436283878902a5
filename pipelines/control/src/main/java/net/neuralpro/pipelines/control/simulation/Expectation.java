package net.neuralpro.pipelines.control.simulation;

import static net.neuralpro.pipelines.control.simulation.Judgement.EXACT;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.pipelines.control.verification.Rate;

/**
 * What an attempt is expected to bring, by calculation over a network without end. Amounts are in
 * prices.
 *
 * @param gain against honest work, of one attempt
 * @param caught likelihood that an attempt is contradicted
 */
public record Expectation(BigDecimal gain, BigDecimal caught) {
  private static final BigDecimal ONE = BigDecimal.ONE;

  /** The expectation of a strategy. */
  public static Expectation of(Strategy strategy, Setting setting) {
    return switch (strategy.kind()) {
      case WORK -> new Expectation(BigDecimal.ZERO, BigDecimal.ZERO);
      case COPY -> new Expectation(BigDecimal.ZERO, ONE);
      case FALSE_RESULT -> falseResult(strategy, setting);
      case WITNESS -> falseWitness(strategy, setting);
      case FRAME -> framing(strategy, setting);
    };
  }

  /** What each false result that stays costs, in prices; nothing where cheating gains. */
  public BigDecimal cost() {
    BigDecimal kept = ONE.subtract(caught);
    return kept.signum() == 0 || gain.signum() > 0
        ? BigDecimal.ZERO
        : gain.negate().divide(kept, EXACT);
  }

  /**
   * A price for each result that nobody contradicts; stake for one that is disputed and lost; price
   * and bond for one that is disputed and won. The stake of a burst is lost once only.
   */
  private static Expectation falseResult(Strategy strategy, Setting setting) {
    Penalties penalties = setting.scaled();
    Judgement judged = Judgement.of(penalties, setting.share(), strategy);
    BigDecimal caught = caught(strategy, setting);
    BigDecimal won = judged.won().multiply(ONE.add(prices(penalties.bond())));
    BigDecimal paid = ONE.subtract(caught).add(caught.multiply(won.add(judged.open())));
    int burst = strategy == Strategy.LONG_CON ? setting.burst() : 1;
    BigDecimal escape = ONE.subtract(caught.multiply(judged.lost())).pow(burst, EXACT);
    BigDecimal lost = ONE.subtract(escape).divide(BigDecimal.valueOf(burst), EXACT);
    BigDecimal judges =
        strategy.isConcerted() && judged.lost().signum() > 0
            ? judged
                .judgesLosing()
                .divide(judged.lost(), EXACT)
                .multiply(prices(penalties.upheld(BigInteger.valueOf(setting.stake())).each()))
            : BigDecimal.ZERO;
    BigDecimal stake = BigDecimal.valueOf(setting.stake(), 6);
    return new Expectation(paid.subtract(lost.multiply(stake.subtract(judges))), caught);
  }

  private static BigDecimal caught(Strategy strategy, Setting setting) {
    BigDecimal honest =
        strategy.isConcerted() ? ONE.subtract(BigDecimal.valueOf(setting.share(), 2)) : ONE;
    BigDecimal checked = likely(setting.rate(strategy)).multiply(honest);
    BigDecimal canary =
        strategy.meetsCanaries() ? likely(setting.policy().canaries()) : BigDecimal.ZERO;
    return canary.add(ONE.subtract(canary).multiply(checked));
  }

  /** The node is disputed at the requester's bond; if it was right, the checker is, in its turn. */
  private static Expectation falseWitness(Strategy strategy, Setting setting) {
    Penalties penalties = setting.scaled();
    Judgement judged = Judgement.of(penalties, setting.share(), strategy);
    BigDecimal each = prices(penalties.upheld(BigInteger.valueOf(setting.stake())).each());
    BigDecimal refuted = prices(penalties.refutedShare());
    int judges = penalties.judges();
    BigDecimal wonJudges =
        judged.won().multiply(BigDecimal.valueOf(judges)).subtract(judged.othersWinning());
    BigDecimal first =
        judged
            .won()
            .add(judged.open())
            .add(wonJudges.multiply(each))
            .add(judged.judgesLosing().multiply(refuted));
    BigDecimal second =
        judged
            .won()
            .multiply(ONE.add(prices(penalties.bond())))
            .add(judged.open())
            .subtract(judged.lost().multiply(BigDecimal.valueOf(setting.stake(), 6)))
            .add(judged.judgesLosing().multiply(each));
    return new Expectation(first.add(judged.lost().multiply(second)), judged.lost());
  }

  /**
   * All that is not burned, and half of what honest judges lose; or the bond, less their shares.
   */
  private static Expectation framing(Strategy strategy, Setting setting) {
    Penalties penalties = setting.scaled();
    Judgement judged = Judgement.of(penalties, setting.share(), strategy);
    BigDecimal halfMember = prices(penalties.member().shiftRight(1));
    BigDecimal given = prices(penalties.upheld(BigInteger.valueOf(setting.stake())).given());
    BigDecimal gain = judged.won().multiply(given).add(judged.othersWinning().multiply(halfMember));
    BigDecimal loss =
        judged
            .lost()
            .multiply(prices(penalties.bond()))
            .subtract(judged.judgesLosing().multiply(prices(penalties.refutedShare())));
    return new Expectation(gain.subtract(loss), judged.lost());
  }

  static BigDecimal prices(BigInteger millionths) {
    return new BigDecimal(millionths, 6);
  }

  private static BigDecimal likely(Rate rate) {
    return BigDecimal.valueOf(rate.perMillion(), 6);
  }
}
