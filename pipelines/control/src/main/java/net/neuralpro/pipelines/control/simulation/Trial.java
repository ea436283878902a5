package net.neuralpro.pipelines.control.simulation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import net.neuralpro.pipelines.control.verification.Checking;
import net.neuralpro.pipelines.control.verification.Checking.Result;
import net.neuralpro.pipelines.control.verification.Checking.Shown;
import net.neuralpro.pipelines.control.verification.Draws;
import net.neuralpro.pipelines.control.verification.Draws.Purpose;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.pipelines.control.verification.Trust;
import net.neuralpro.pipelines.control.verification.TrustBook;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;

/** Plays one strategy over the real checks. Same seed, same outcome, on any machine. */
final class Trial {
  private static final Cid FALSE = Cid.of(Multicodec.RAW, new byte[] {0});
  private static final int HUNDRED = 100;
  private static final int FEW = 10;

  /** Disputes of checkers have numbers that no other has. */
  private static final long CHECKERS = 1L << 30;

  private final Strategy strategy;
  private final Setting setting;
  private final Penalties penalties;
  private final Network network;
  private final Address requester;
  private final TrustBook trust = new TrustBook();
  private long gain;
  private long attempts;
  private long caught;
  private long tasks;
  private long checks;
  private long names;

  private Trial(Strategy strategy, Setting setting, long seed) {
    this.strategy = strategy;
    this.setting = setting;
    this.penalties = setting.scaled();
    this.network = new Network(seed, setting.share());
    this.requester = network.address("requester", 0);
  }

  /**
   * What a strategy came to.
   *
   * @param gain against honest work, in millionths of a price, of all attempts together
   * @param attempts false results, false witness or accusations
   * @param caught attempts that were contradicted
   * @param tasks that were done, honest ones too
   * @param checks that the policy asked for, canaries too
   */
  record Played(long gain, long attempts, long caught, long tasks, long checks) {
    /** In prices, of one attempt. */
    BigDecimal mean() {
      return attempts == 0
          ? BigDecimal.ZERO
          : BigDecimal.valueOf(gain, 6)
              .divide(BigDecimal.valueOf(attempts), 6, RoundingMode.HALF_EVEN);
    }

    /** Tasks until one is contradicted, on the mean; absent if none was. */
    Optional<BigDecimal> detection() {
      return caught == 0
          ? Optional.empty()
          : Optional.of(
              BigDecimal.valueOf(tasks)
                  .divide(BigDecimal.valueOf(caught), 6, RoundingMode.HALF_EVEN));
    }
  }

  /** Plays until a number of attempts, or tasks if the strategy is honest, are over. */
  static Played play(Strategy strategy, Setting setting, long seed, int attempts) {
    Trial trial = new Trial(strategy, setting, seed);
    while (trial.attempts < attempts) {
      switch (strategy.kind()) {
        case WORK -> {
          trial.attempts++;
          trial.honestTask(trial.network.stranger(trial.tasks % FEW));
        }
        case COPY -> trial.copy();
        case WITNESS -> trial.falseWitness();
        case FRAME -> trial.framing();
        case FALSE_RESULT -> trial.life();
      }
    }
    return new Played(trial.gain, trial.attempts, trial.caught, trial.tasks, trial.checks);
  }

  /** One name, from its first task until its burst is settled. */
  private void life() {
    Address node = newName();
    if (strategy == Strategy.VOUCHED) {
      Address accomplice = network.address("accomplice", 0);
      while (trust.of(accomplice, node).passed() < setting.policy().history()) {
        trust.keep(accomplice, node, Verdict.CONFIRMED, Trust.Occasion.DRAWN);
      }
    }
    earnTrust(node);
    long stake = setting.stake();
    do {
      stake = attempts(node, stake);
    } while (strategy.isTrusted()
        && strategy != Strategy.LONG_CON
        && stake > 0
        && trust.of(requester, node).passed() >= setting.policy().history());
  }

  private void earnTrust(Address node) {
    while (strategy.isTrusted()
        && trust.of(requester, node).passed() < setting.policy().history()) {
      honestTask(node);
    }
  }

  /** All that is unsettled at once, each of it checked at the rate that the first of it met. */
  private long attempts(Address node, long staked) {
    Trust held = trust.of(requester, node);
    int burst = strategy == Strategy.LONG_CON ? setting.burst() : 1;
    long stake = staked;
    for (int index = 0; index < burst; index++) {
      for (int honest = 1; strategy == Strategy.ONE_PERCENT && honest < HUNDRED; honest++) {
        honestTask(node);
      }
      stake = falseResult(node, held, stake);
    }
    return stake;
  }

  /** A result that is false; what is left of the stake. */
  private long falseResult(Address node, Trust held, long stake) {
    long number = tasks++;
    attempts++;
    byte[] task = network.hash("task", number);
    Draws draws = network.draws(number);
    boolean canary =
        strategy.meetsCanaries() && draws.drawn(Purpose.CANARY, task, setting.policy().canaries());
    boolean drawn = Checking.isChecked(setting.policy(), draws, task, held);
    checks += (canary ? 1 : 0) + (drawn ? 1 : 0);
    Result result =
        new Result(
            task,
            node,
            FALSE,
            drawn && strategy == Strategy.WITHHOLDING ? Shown.NOTHING : Shown.GENUINE);
    Verdict verdict = Checking.unchecked(result);
    if (canary) {
      verdict = Checking.checked(result, Optional.of(false));
    } else if (drawn) {
      Address checker = Checking.checker(draws, task, node, network.candidates()).orElseThrow();
      boolean same = strategy.isConcerted() && network.isOfTheHand(checker);
      verdict = same ? Verdict.CONFIRMED : Checking.checked(result, Optional.of(false));
    }
    trust.keep(requester, node, verdict, Trust.Occasion.DRAWN);
    if (verdict.pay() == Verdict.Pay.PAID) {
      gain += Setting.PRICE;
    }
    return verdict.next() == Verdict.Next.DISPUTE ? disputed(number, node, stake) : stake;
  }

  private long disputed(long number, Address node, long stake) {
    caught++;
    Network.Judged judged = network.judge(number, node, strategy, penalties);
    switch (judged.side()) {
      case HAND -> gain += Setting.PRICE + penalties.bond().longValueExact();
      case NEITHER -> gain += Setting.PRICE;
      case TRUTH -> {
        long taken = Math.min(stake, setting.stake());
        Penalties.Upheld upheld = penalties.upheld(BigInteger.valueOf(taken));
        gain -= taken;
        if (strategy.isConcerted()) {
          gain += judged.judges() * upheld.each().longValueExact();
        }
        return stake - taken;
      }
    }
    return stake;
  }

  /** What a copied seal opens as is nobody's: the keyed digest is not the node's. */
  private void copy() {
    long number = tasks++;
    attempts++;
    Result result = new Result(network.hash("task", number), newName(), FALSE, Shown.COPIED);
    Verdict verdict = Checking.unchecked(result);
    if (verdict.pay() == Verdict.Pay.PAID) {
      gain += Setting.PRICE;
    } else {
      caught++;
    }
  }

  /** The honest node is disputed first, then the checker. */
  private void falseWitness() {
    long number = tasks++;
    attempts++;
    Address node = network.stranger(number);
    Network.Judged first = network.judge(number, node, strategy, penalties);
    if (first.side() != Network.Side.TRUTH) {
      gain += Setting.PRICE;
      if (first.side() == Network.Side.HAND) {
        gain +=
            first.judges()
                * penalties.upheld(BigInteger.valueOf(setting.stake())).each().longValueExact();
      }
      return;
    }
    gain += first.judges() * penalties.refutedShare().longValueExact();
    disputed(number + CHECKERS, newName(), setting.stake());
  }

  /** Under the challenger's bond; the requester has what a convicted node's stake leaves him. */
  private void framing() {
    long number = tasks++;
    attempts++;
    Network.Judged judged = network.judge(number, network.stranger(number), strategy, penalties);
    switch (judged.side()) {
      case HAND -> {
        gain += penalties.upheld(BigInteger.valueOf(setting.stake())).given().longValueExact();
        gain +=
            (penalties.judges() - judged.judges())
                * penalties.member().shiftRight(1).longValueExact();
      }
      case TRUTH -> {
        caught++;
        gain -= penalties.bond().longValueExact();
        gain += judged.judges() * penalties.refutedShare().longValueExact();
      }
      case NEITHER -> {}
    }
  }

  private void honestTask(Address node) {
    long number = tasks++;
    byte[] task = network.hash("task", number);
    Draws draws = network.draws(number);
    Trust held = trust.of(requester, node);
    checks += draws.drawn(Purpose.CANARY, task, setting.policy().canaries()) ? 1 : 0;
    if (Checking.isChecked(setting.policy(), draws, task, held)) {
      checks++;
      trust.keep(requester, node, Verdict.CONFIRMED, Trust.Occasion.DRAWN);
    }
  }

  /** Stake that was lost is put up again under a new name. */
  private Address newName() {
    return network.address("name", names++);
  }
}
