package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Escrow;
import net.neuralpro.connectors.chain.network.Standing;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.recording.Address;

/** What the account, a node, earned and can take. Each batch pays it once. */
public final class Earnings {
  private final Chain chain;
  private final Escrow escrow;
  private final Lists lists;
  private final Works works;

  Earnings(Chain chain, Lists lists, Works works) {
    this.chain = chain;
    this.escrow = chain.escrow();
    this.lists = lists;
    this.works = works;
  }

  /** What was taken so far, in wei. */
  public BigInteger taken() throws IOException {
    Address node = chain.lane().address();
    return escrow.claims().stream()
        .filter(each -> each.node().equals(node))
        .map(Escrow.Claim::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What can be taken now, in wei, by batch. */
  public SortedMap<Long, BigInteger> due() throws IOException {
    SortedMap<Long, BigInteger> due = new TreeMap<>();
    find(new Progress.Log()).forEach((number, range) -> due.put(number, range.amount()));
    return due;
  }

  private SortedMap<Long, Batch.Range> find(Progress.Log log) throws IOException {
    Address node = chain.lane().address();
    SortedMap<Long, Batch.Range> found = new TreeMap<>();
    for (Standing standing : escrow.batches().values()) {
      if (standing.isFinal() && !standing.claimed().contains(node)) {
        Optional<Batch> batch = batch(standing, log);
        Optional<Batch.Range> range =
            batch.isPresent() ? batch.get().range(node) : Optional.empty();
        range.ifPresent(own -> found.put(standing.number(), own));
      }
    }
    return found;
  }

  private Optional<Batch> batch(Standing standing, Progress.Log log) throws IOException {
    Optional<Works.Kept> alone = works.findByRoot(standing.root().hex());
    if (alone.isPresent()) {
      return Optional.of(Batch.of(List.of(alone.get().work())));
    }
    if (standing.list().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(lists.read(standing));
    } catch (MissingBlockException | MalformedContentException e) {
      log.trouble("Cannot look into batch %d: %s".formatted(standing.number(), e.getMessage()));
      return Optional.empty();
    }
  }

  /** Takes all that can be taken. */
  public Progress claim() throws IOException {
    Progress.Log log = new Progress.Log();
    for (var each : find(log).entrySet()) {
      log.attempt(
          "take %s of batch %d".formatted(each.getValue().amount(), each.getKey()),
          () -> escrow.claim(each.getKey(), each.getValue()));
    }
    return log.progress();
  }
}
