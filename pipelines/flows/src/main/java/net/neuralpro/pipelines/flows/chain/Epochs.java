package net.neuralpro.pipelines.flows.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Contributions;
import net.neuralpro.connectors.chain.network.Datasets;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Rewards;
import net.neuralpro.pipelines.flows.reward.EpochTime;
import net.neuralpro.pipelines.flows.reward.StatementReplay;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.BlockReference;
import net.neuralpro.schemas.reward.ChainEvents;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.RewardStatement;
import net.neuralpro.schemas.reward.Wei;

/**
 * The epochs of a chain: what was settled, and what is to be stated next. Whoever closes an epoch
 * and whoever checks it ask the same.
 *
 * @param statements has what was stated before
 * @param replay makes statements
 */
public record Epochs(Chain chain, BlockStore statements, StatementReplay replay) {
  /** The last epoch that has ended by the last final block; 0 if none has. */
  public long ended() throws IOException {
    return Math.max(0, chain.rewards().periods().at(chain.finalBlock().time()) - 1);
  }

  /** What was settled up to an epoch, the first one first. */
  public List<Rewards.Settled> settled(long epoch) throws IOException {
    return chain.rewards().settlements().stream().filter(it -> it.epoch() <= epoch).toList();
  }

  /** What a settlement says that it follows from. */
  public static Cid statement(Digest digest) {
    return Cid.ofDigest(Multicodec.DAG_JSON, digest.bytes());
  }

  /**
   * The statements that an account proposed, as far as a store has them. What others proposed is
   * none of them: a statement can name anything, what is not public too.
   */
  public static List<RewardStatement> proposed(Chain chain, Address poster, BlockStore store)
      throws IOException {
    SortedSet<Cid> named = new TreeSet<>();
    chain.rewards().proposals().stream()
        .filter(it -> it.poster().equals(poster))
        .forEach(it -> named.add(statement(it.statement())));
    List<RewardStatement> statements = new ArrayList<>();
    for (Cid cid : named) {
      Optional<Block> block = store.get(cid);
      if (block.isPresent()) {
        statements.add(DagJson.read(block.get(), RewardStatement.class));
      }
    }
    return statements;
  }

  /** Reads a statement. */
  public RewardStatement read(Cid statement) throws IOException {
    return DagJson.read(statements.require(statement), RewardStatement.class);
  }

  /**
   * Makes the statement of an epoch upon the last one that was settled before it.
   *
   * @param rule of the first statement of all; those after it have the rule of the one before
   */
  public RewardStatement state(long epoch, RewardRule rule) throws IOException {
    List<Rewards.Settled> before = settled(epoch - 1);
    Optional<Cid> previous =
        before.isEmpty()
            ? Optional.empty()
            : Optional.of(statement(before.get(before.size() - 1).statement()));
    Optional<RewardStatement> last = Optional.empty();
    if (previous.isPresent()) {
      last = Optional.of(read(previous.get()));
    }
    return replay.next(
        events(),
        last.map(RewardStatement::rule).orElse(rule),
        time(epoch, last.map(it -> it.last().number() + 1)),
        previous);
  }

  /**
   * Makes all statements up to a settled epoch anew, from what the chain and the versions say, and
   * from nothing that somebody stated but the rule.
   *
   * @return the statement of each settlement
   */
  public List<RewardStatement> replay(List<Rewards.Settled> settlements) throws IOException {
    RewardRule rule = read(statement(settlements.get(0).statement())).rule();
    List<EpochTime> times = new ArrayList<>();
    Optional<Long> first = Optional.empty();
    for (Rewards.Settled settled : settlements) {
      EpochTime time = time(settled.epoch(), first);
      times.add(time);
      first = Optional.of(time.last().number() + 1);
    }
    return replay.replay(events(), rule, times);
  }

  /** The blocks of an epoch, from the first one that no statement spoke for. */
  private EpochTime time(long epoch, Optional<Long> first) throws IOException {
    long end = chain.rewards().periods().end(epoch);
    long low = chain.deployment().block();
    long high = chain.finalBlock().number();
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (chain.time(middle) < end) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return new EpochTime(
        epoch, reference(first.orElse(chain.deployment().block())), reference(low));
  }

  private BlockReference reference(long number) throws IOException {
    FinalBlock block = chain.block(number);
    return new BlockReference(number, new Digest(block.hash().substring(2)));
  }

  /** What is final on the chain. */
  private ChainEvents events() throws IOException {
    List<ChainEvents.Funded> funded =
        chain.rewards().fundings().stream()
            .map(
                it ->
                    new ChainEvents.Funded(it.place().block(), it.dataset(), new Wei(it.amount())))
            .toList();
    List<ChainEvents.Published> published = new ArrayList<>();
    Map<Digest, Long> numbers = new HashMap<>();
    for (Datasets.Published it : chain.datasets().publications()) {
      published.add(
          new ChainEvents.Published(
              it.place().block(),
              it.dataset(),
              numbers.merge(it.dataset(), 1L, Long::sum),
              Digest.of(it.manifest().digest())));
    }
    List<ChainEvents.Registered> registered = new ArrayList<>();
    for (Contributions.Registered it : chain.contributions().registrations()) {
      if (it.list().isEmpty()) {
        registered.add(
            new ChainEvents.Registered(
                it.place().block(),
                Math.toIntExact(it.place().index()),
                it.registrar(),
                it.root()));
      }
    }
    List<ChainEvents.Revoked> revoked =
        chain.contributions().revocations().stream()
            .map(
                it ->
                    new ChainEvents.Revoked(
                        it.block(), it.contributor(), Digest.of(it.recording().digest())))
            .toList();
    return new ChainEvents(funded, published, registered, revoked);
  }
}
