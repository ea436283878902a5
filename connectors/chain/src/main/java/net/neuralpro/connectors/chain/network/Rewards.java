package net.neuralpro.connectors.chain.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.contracts.RewardDistributor;
import net.neuralpro.connectors.chain.index.ChainEvent;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What contributors are paid: {@code RewardDistributor}, and the token that it pays in. Amounts are
 * in wei, 10^18 of which are one token.
 */
public final class Rewards {
  private static final String CONTRACT = "RewardDistributor";

  private final Chain chain;
  private final RewardDistributor distributor;
  private final Token token;

  Rewards(Chain chain) {
    this.chain = chain;
    distributor =
        RewardDistributor.load(
            chain.contract(CONTRACT).text(), chain.web3j(), Asked.by(chain.web3j()), Asked.FREE);
    token = new Token(chain);
  }

  /**
   * What was decided when the contract was made.
   *
   * @param genesis when epoch 1 begins, seconds since 1970
   * @param epoch how long one is, seconds
   * @param challenge how long a proposal may be challenged, seconds
   * @param arbitration how long a challenge may be decided, seconds
   * @param bond of whoever proposes or challenges
   */
  public record Periods(
      long genesis, long epoch, long challenge, long arbitration, BigInteger bond) {
    /** When an epoch ends and the next one begins, seconds since 1970; epochs count from 1. */
    public long end(long number) {
      return Math.addExact(genesis, Math.multiplyExact(number, epoch));
    }

    /** The epoch of a time in seconds since 1970; 0 or less before the first. */
    public long at(long time) {
      return Math.floorDiv(time - genesis, epoch) + 1;
    }
  }

  /** Where a proposal stands. */
  public enum State {
    NONE,
    PROPOSED,
    CHALLENGED,
    UPHELD,
    REFUSED,
    EXPIRED,
    SETTLED
  }

  /**
   * The latest proposal.
   *
   * @param epoch the last one that it speaks for
   * @param state where it stands
   * @param poster who stands for it
   * @param proposedAt when, seconds since 1970
   * @param root over (account, cumulative amount)
   * @param total sum of the amounts
   * @param statement SHA-256 of the statement that it follows from
   */
  public record Proposal(
      long epoch,
      State state,
      Address poster,
      long proposedAt,
      Digest root,
      BigInteger total,
      Digest statement) {}

  /** Money that a funder paid in for a dataset. */
  public record Funded(Address funder, Digest dataset, BigInteger amount, Place place) {}

  /** A proposal that was made. */
  public record Proposed(
      long epoch, Address poster, Digest root, BigInteger total, Digest statement, Place place) {}

  /** An epoch that was settled: what accounts claim against until the next one is. */
  public record Settled(long epoch, Digest root, BigInteger total, Digest statement, Place place) {}

  /** Money that was paid out to an account, and all of it so far. */
  public record Claimed(Address account, BigInteger amount, BigInteger cumulative, Place place) {}

  public Periods periods() throws IOException {
    return new Periods(
        Asked.now(distributor.genesis()).longValueExact(),
        Asked.now(distributor.epochLength()).longValueExact(),
        Asked.now(distributor.challengeWindow()).longValueExact(),
        Asked.now(distributor.arbitrationWindow()).longValueExact(),
        Asked.now(distributor.bond()));
  }

  /**
   * Pays in for those who contribute to a dataset.
   *
   * @param payment a name for this payment among the account's: the same one is paid once
   */
  public Place fund(String payment, Digest dataset, BigInteger amount) throws IOException {
    return token.send(
        "fund " + payment,
        CONTRACT,
        distributor.fund(dataset.bytes(), amount).encodeFunctionCall());
  }

  /**
   * Proposes what all accounts have earned up to the end of an epoch, with a bond. The same
   * proposal again, while it stands, changes nothing.
   *
   * @param root over (account, cumulative amount)
   * @param total sum of the amounts
   * @param statement SHA-256 of the published statement
   */
  public Place propose(long epoch, Digest root, BigInteger total, Digest statement)
      throws IOException {
    return token.send(
        "propose %d %s %s %s after %d".formatted(epoch, root, total, statement, voided(epoch)),
        CONTRACT,
        distributor
            .propose(BigInteger.valueOf(epoch), root.bytes(), total, statement.bytes())
            .encodeFunctionCall());
  }

  /** How often a proposal for an epoch became void: it may be made again then. */
  private long voided(long epoch) throws IOException {
    long refused =
        chain.told(CONTRACT, RewardDistributor.DECIDED_EVENT).stream()
            .map(event -> RewardDistributor.getDecidedEventFromLog(Asked.log(event)))
            .filter(told -> told.epoch.longValueExact() == epoch && !told.upheld)
            .count();
    long expired =
        chain.told(CONTRACT, RewardDistributor.EXPIRED_EVENT).stream()
            .map(event -> RewardDistributor.getExpiredEventFromLog(Asked.log(event)))
            .filter(told -> told.epoch.longValueExact() == epoch)
            .count();
    return refused + expired;
  }

  /**
   * Stands against the proposal for an epoch with a bond.
   *
   * @param reason SHA-256 of a published text that says what is wrong
   */
  public Place challenge(long epoch, Digest reason) throws IOException {
    return token.send(
        "challenge %d %s after %d".formatted(epoch, reason, voided(epoch)),
        CONTRACT,
        distributor.challenge(BigInteger.valueOf(epoch), reason.bytes()).encodeFunctionCall());
  }

  /** Upholds the challenged proposal for an epoch; the account must be an arbiter. */
  public Place uphold(long epoch) throws IOException {
    return decide(epoch, true);
  }

  /** Refuses the challenged proposal for an epoch; the account must be an arbiter. */
  public Place refuse(long epoch) throws IOException {
    return decide(epoch, false);
  }

  private Place decide(long epoch, boolean upheld) throws IOException {
    return chain.send(
        "decide %d %s after %d".formatted(epoch, upheld, voided(epoch)),
        CONTRACT,
        distributor.decide(BigInteger.valueOf(epoch), upheld).encodeFunctionCall());
  }

  /** Makes void what no arbiter decided in time. */
  public Place expire(long epoch) throws IOException {
    return chain.send(
        "expire %d after %d".formatted(epoch, voided(epoch)),
        CONTRACT,
        distributor.expire(BigInteger.valueOf(epoch)).encodeFunctionCall());
  }

  /** Settles an epoch whose proposal nobody challenged in time. Again, it changes nothing. */
  public Place settle(long epoch) throws IOException {
    Optional<Place> before =
        settlements().stream()
            .filter(each -> each.epoch() == epoch)
            .map(Settled::place)
            .findFirst();
    if (before.isPresent()) {
      return before.get();
    }
    return chain.send(
        "settle " + epoch,
        CONTRACT,
        distributor.settle(BigInteger.valueOf(epoch)).encodeFunctionCall());
  }

  /**
   * Pays an account what it has earned and was not paid yet. Again, it pays nothing.
   *
   * @param cumulative what it has earned so far by the settled root
   * @param proof from its leaf to the root
   */
  public Place claim(Address account, BigInteger cumulative, List<Digest> proof)
      throws IOException {
    return chain.send(
        "claim %s %s".formatted(account, cumulative),
        CONTRACT,
        distributor
            .claim(account.text(), cumulative, proof.stream().map(Digest::bytes).toList())
            .encodeFunctionCall());
  }

  /** What was paid out to an account so far, as of the newest block. */
  public BigInteger claimed(Address account) throws IOException {
    return Asked.now(distributor.claimed(account.text()));
  }

  /** What an account has, as of the newest block. */
  public BigInteger balance(Address account) throws IOException {
    return token.balance(account);
  }

  /** What funders paid in so far, as of the newest block. */
  public BigInteger funded() throws IOException {
    return Asked.now(distributor.funded());
  }

  /** The latest proposal, as of the newest block. */
  public Optional<Proposal> proposal() throws IOException {
    RewardDistributor.Proposal latest = Asked.now(distributor.latest());
    State state = State.values()[latest.state.intValueExact()];
    return state == State.NONE
        ? Optional.empty()
        : Optional.of(
            new Proposal(
                latest.epoch.longValueExact(),
                state,
                Address.parse(latest.poster),
                latest.proposedAt.longValueExact(),
                Digest.of(latest.root),
                latest.total,
                Digest.of(latest.statement)));
  }

  /** What accounts claim against: the last epoch whose settlement is final. */
  public Optional<Settled> currentRoot() throws IOException {
    List<Settled> all = settlements();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All final settlements, the first one first. */
  public List<Settled> settlements() throws IOException {
    return chain.told(CONTRACT, RewardDistributor.SETTLED_EVENT).stream()
        .map(Rewards::settled)
        .toList();
  }

  private static Settled settled(ChainEvent event) {
    var told = RewardDistributor.getSettledEventFromLog(Asked.log(event));
    return new Settled(
        told.epoch.longValueExact(),
        Digest.of(told.root),
        told.total,
        Digest.of(told.statement),
        Place.of(event));
  }

  /** All final payments in, the first one first. */
  public List<Funded> fundings() throws IOException {
    return chain.told(CONTRACT, RewardDistributor.FUNDED_EVENT).stream()
        .map(Rewards::funded)
        .toList();
  }

  private static Funded funded(ChainEvent event) {
    var told = RewardDistributor.getFundedEventFromLog(Asked.log(event));
    return new Funded(
        Address.parse(told.funder), Digest.of(told.dataset), told.amount, Place.of(event));
  }

  /** All final proposals, the first one first. */
  public List<Proposed> proposals() throws IOException {
    return chain.told(CONTRACT, RewardDistributor.PROPOSED_EVENT).stream()
        .map(Rewards::proposed)
        .toList();
  }

  private static Proposed proposed(ChainEvent event) {
    var told = RewardDistributor.getProposedEventFromLog(Asked.log(event));
    return new Proposed(
        told.epoch.longValueExact(),
        Address.parse(told.poster),
        Digest.of(told.root),
        told.total,
        Digest.of(told.statement),
        Place.of(event));
  }

  /** All final payments out, the first one first. */
  public List<Claimed> claims() throws IOException {
    return chain.told(CONTRACT, RewardDistributor.CLAIMED_EVENT).stream()
        .map(Rewards::claimed)
        .toList();
  }

  private static Claimed claimed(ChainEvent event) {
    var told = RewardDistributor.getClaimedEventFromLog(Asked.log(event));
    return new Claimed(Address.parse(told.account), told.amount, told.cumulative, Place.of(event));
  }
}
