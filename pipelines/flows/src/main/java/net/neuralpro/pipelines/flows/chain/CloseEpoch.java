package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;

/**
 * Closes the last epoch that has ended: makes its statement, proposes it under a bond, and settles
 * it once nobody can challenge it any more. It can be ended at any moment and begun anew: the same
 * statement comes out, and it is proposed and settled once.
 *
 * @param protocol who gets the protocol's share, if this is the first statement of all
 */
public record CloseEpoch(Epochs epochs, Address protocol) {
  /** How far an epoch has come. */
  public enum State {
    /** No epoch has ended since the last one was settled. */
    NOTHING,
    /** The statement is proposed and can be challenged. */
    PROPOSED,
    /** Somebody else's proposal for it stands. */
    FOREIGN,
    /** It is challenged: an arbiter decides. */
    CHALLENGED,
    /** It is settled: accounts can claim. */
    SETTLED
  }

  /** What was stated, for people and scripts. */
  public record Stated(Cid cid, Digest root, BigInteger total) {
    static Stated of(RewardStatement statement) {
      return new Stated(statement.block().cid(), statement.root(), statement.total().amount());
    }
  }

  /**
   * Where an epoch stands.
   *
   * @param statement what was stated, unless there was nothing to state
   * @param until when a proposal can be challenged no more, seconds since 1970
   */
  public record Closed(long epoch, State state, Optional<Stated> statement, Optional<Long> until) {}

  /** Brings the epoch as far as it can be brought now. */
  public Closed run() throws IOException {
    Rewards rewards = epochs.chain().rewards();
    Optional<Closed> pending = pending(rewards);
    if (pending.isPresent()) {
      return pending.get();
    }
    long epoch = epochs.ended();
    List<Rewards.Settled> settled = epochs.settled(Long.MAX_VALUE);
    long last = settled.isEmpty() ? 0 : settled.get(settled.size() - 1).epoch();
    if (epoch <= last) {
      return new Closed(last, State.NOTHING, Optional.empty(), Optional.empty());
    }
    RewardStatement statement = epochs.state(epoch, RewardRule.standard(protocol));
    rewards.propose(epoch, statement.root(), statement.total().amount(), statement.digest());
    return new Closed(epoch, State.PROPOSED, Optional.of(Stated.of(statement)), until(rewards));
  }

  /** What stands now, settled if its time has come. */
  private Optional<Closed> pending(Rewards rewards) throws IOException {
    Optional<Rewards.Proposal> proposal = rewards.proposal();
    if (proposal.isEmpty()) {
      return Optional.empty();
    }
    long epoch = proposal.get().epoch();
    return switch (proposal.get().state()) {
      case NONE, REFUSED, EXPIRED, SETTLED -> Optional.empty();
      case CHALLENGED ->
          Optional.of(new Closed(epoch, State.CHALLENGED, Optional.empty(), Optional.empty()));
      case UPHELD -> Optional.of(settle(rewards, proposal.get()));
      case PROPOSED -> {
        long until = until(rewards).orElseThrow();
        boolean due = epochs.chain().finalBlock().time() >= until;
        yield Optional.of(due ? settle(rewards, proposal.get()) : standing(proposal.get(), until));
      }
    };
  }

  private Closed standing(Rewards.Proposal proposal, long until) throws IOException {
    boolean own = proposal.poster().equals(epochs.chain().lane().address());
    return new Closed(
        proposal.epoch(),
        own ? State.PROPOSED : State.FOREIGN,
        Optional.of(
            new Stated(Epochs.statement(proposal.statement()), proposal.root(), proposal.total())),
        Optional.of(until));
  }

  private static Closed settle(Rewards rewards, Rewards.Proposal proposal) throws IOException {
    rewards.settle(proposal.epoch());
    return new Closed(
        proposal.epoch(),
        State.SETTLED,
        Optional.of(
            new Stated(Epochs.statement(proposal.statement()), proposal.root(), proposal.total())),
        Optional.empty());
  }

  private static Optional<Long> until(Rewards rewards) throws IOException {
    Optional<Rewards.Proposal> proposal = rewards.proposal();
    long window = rewards.periods().challenge();
    return proposal.map(it -> it.proposedAt() + window);
  }
}
