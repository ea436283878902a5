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
 */
public record Terms(
    Address admin, Address treasury, BigInteger supply, Rewards rewards, Tasks tasks) {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final BigInteger SUPPLY = TOKEN.multiply(BigInteger.TEN.pow(9));
  private static final BigInteger BOND = TOKEN.multiply(BigInteger.valueOf(1000));

  public Terms {
    require(supply);
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
   * @param withdrawal how long a requester waits for money back: longer than the three together
   * @param unbonding how long a node waits for its stake: as long as the three together at least
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
      Duration settled = challenge.plus(answer).plus(settlement);
      if (withdrawal.compareTo(settled) <= 0 || unbonding.compareTo(settled) < 0) {
        throw new IllegalArgumentException(
            "Cannot let money or stake go before %s, in which all may be settled"
                .formatted(settled));
      }
    }
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
            Duration.ofDays(7),
            Duration.ofDays(10),
            Duration.ofDays(21),
            BOND,
            BOND));
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
            minute, minute, minute, minute.multipliedBy(4), minute.multipliedBy(6), BOND, BOND));
  }
}
