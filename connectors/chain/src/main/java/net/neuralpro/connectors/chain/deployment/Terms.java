package net.neuralpro.connectors.chain.deployment;

import java.math.BigInteger;
import java.time.Duration;
import net.neuralpro.schemas.recording.Address;

/**
 * What is decided once for a network: it is built into the contracts and never changes.
 *
 * @param admin who grants roles
 * @param treasury who gets all tokens at first
 * @param supply of tokens, in wei
 * @param rewards of the contributors
 * @param tasks of the nodes
 * @param judges of what nodes are accused of
 */
public record Terms(
    Address admin,
    Address treasury,
    BigInteger supply,
    Rewards rewards,
    Tasks tasks,
    Judges judges) {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final BigInteger SUPPLY = TOKEN.multiply(BigInteger.TEN.pow(9));
  private static final BigInteger BOND = TOKEN.multiply(BigInteger.valueOf(1000));
  private static final BigInteger DEMAND_BOND = TOKEN.multiply(BigInteger.valueOf(100));

  public Terms {
    require(supply);
    Duration needed = tasks.settled().plus(judges.longest());
    if (tasks.unbonding().compareTo(needed) < 0
        || tasks.unbonding().compareTo(judges.longestTask()) < 0) {
      throw new IllegalArgumentException(
          "Cannot let stake go before %s, in which it may be disputed".formatted(needed));
    }
  }

  private static void require(BigInteger amount) {
    if (amount.signum() <= 0) {
      throw new IllegalArgumentException("Cannot deploy with an amount below 1 wei");
    }
  }

  private static void require(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("Cannot deploy with a period below 1 s");
    }
  }

  /**
   * How contributors are paid.
   *
   * @param genesis when the first epoch begins, seconds since 1970
   * @param epoch how long one is
   * @param challenge how long a proposal may be challenged
   * @param arbitration how long a challenge may be decided
   * @param bond of whoever proposes or challenges, in wei
   */
  public record Rewards(
      long genesis, Duration epoch, Duration challenge, Duration arbitration, BigInteger bond) {
    public Rewards {
      require(epoch);
      require(challenge);
      require(arbitration);
      require(bond);
      if (genesis < 0) {
        throw new IllegalArgumentException("Cannot begin before 1970");
      }
    }
  }

  /**
   * How nodes are paid.
   *
   * @param challenge how long a batch may be asked about
   * @param answer how long its poster has for an answer
   * @param settlement how long a node may settle alone what was left out
   * @param withdrawal how long a requester waits for money back: longer than twice the three
   *     together, since a batch may be voided as late as can be
   * @param unbonding how long a node waits for its stake: as long as that and a dispute at least
   * @param batchBond of a batch, in wei
   * @param demandBond of a question, in wei
   */
  public record Tasks(
      Duration challenge,
      Duration answer,
      Duration settlement,
      Duration withdrawal,
      Duration unbonding,
      BigInteger batchBond,
      BigInteger demandBond) {
    public Tasks {
      require(challenge);
      require(answer);
      require(settlement);
      require(batchBond);
      require(demandBond);
      Duration settled = challenge.plus(answer).plus(settlement).multipliedBy(2);
      if (withdrawal.compareTo(settled) <= 0) {
        throw new IllegalArgumentException(
            "Cannot let money go before %s, in which all may be settled".formatted(settled));
      }
    }

    /** After so long all of a batch is settled. */
    Duration settled() {
      return challenge.plus(answer).plus(settlement).multipliedBy(2);
    }
  }

  /**
   * How what nodes are accused of is judged.
   *
   * @param draw how long members of a round are drawn
   * @param commit how long they may put down what they found, sealed
   * @param reveal how long they may open it
   * @param dispute how long a receipt may be disputed once its batch cannot be asked about
   * @param longestTask how long a task that several nodes do may take
   * @param places members of a round, 1 to 7
   * @param quorum how many of them must agree, more than half
   * @param factor a penalty is at least so many times the price
   * @param leastPenalty and at least this, in wei: four bonds or more
   * @param memberPenalty of a silent or dissenting member, in wei: all together a bond or more
   * @param bond of a challenger, in wei
   */
  public record Judges(
      Duration draw,
      Duration commit,
      Duration reveal,
      Duration dispute,
      Duration longestTask,
      int places,
      int quorum,
      int factor,
      BigInteger leastPenalty,
      BigInteger memberPenalty,
      BigInteger bond) {
    private static final int MOST_PLACES = 7;
    private static final int MOST_FACTOR = 1000;
    private static final int ROUNDS = 3;

    public Judges {
      require(draw);
      require(commit);
      require(reveal);
      require(dispute);
      require(longestTask);
      require(bond);
      if (places < 1 || places > MOST_PLACES || quorum > places || 2 * quorum <= places) {
        throw new IllegalArgumentException(
            "Cannot decide by %d of %d members".formatted(quorum, places));
      }
      if (factor < 2 || factor > MOST_FACTOR) {
        throw new IllegalArgumentException("Cannot take a penalty of " + factor + " prices");
      }
      if (leastPenalty.compareTo(bond.shiftLeft(2)) < 0
          || memberPenalty.multiply(BigInteger.valueOf(places)).compareTo(bond) < 0
          || memberPenalty.compareTo(leastPenalty) > 0) {
        throw new IllegalArgumentException("Cannot take such penalties for a bond of " + bond);
      }
    }

    /** So long a dispute of a settled receipt can last, with every round that is drawn again. */
    Duration longest() {
      Duration round = draw.multipliedBy(2).plus(commit).plus(reveal);
      return dispute.plus(round.multipliedBy(ROUNDS));
    }
  }

  private static Judges judges(Duration period, Duration longestTask) {
    return new Judges(
        period,
        period,
        period,
        period,
        longestTask,
        5,
        3,
        10,
        BOND.shiftLeft(2),
        BOND.shiftRight(2),
        BOND);
  }

  /** For a network that others depend on: epochs of a week, and days to challenge. */
  public static Terms lasting(Address admin, Address treasury, long genesis) {
    return new Terms(
        admin,
        treasury,
        SUPPLY,
        new Rewards(genesis, Duration.ofDays(7), Duration.ofDays(2), Duration.ofDays(7), BOND),
        new Tasks(
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(11),
            Duration.ofDays(24),
            BOND,
            DEMAND_BOND),
        judges(Duration.ofDays(1), Duration.ofDays(5)));
  }

  /** For a development chain: epochs of an hour, and a minute for everything else. */
  public static Terms development(Address admin, long genesis) {
    Duration minute = Duration.ofMinutes(1);
    return new Terms(
        admin,
        admin,
        SUPPLY,
        new Rewards(genesis, Duration.ofHours(1), minute, minute, BOND),
        new Tasks(
            minute,
            minute,
            minute,
            minute.multipliedBy(7),
            minute.multipliedBy(20),
            BOND,
            DEMAND_BOND),
        judges(minute, minute.multipliedBy(5)));
  }
}
