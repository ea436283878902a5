package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.schemas.recording.Address;

/** What a chain says, asked for once in a while. */
public final class ChainMarket implements Market {
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Chain chain;
  private final Address poster;
  private final InstantSource time;
  private final Domain domain;
  private final Map<Address, Instant> payers = new HashMap<>();
  private final Map<Long, FinalBlock> blocks = new TreeMap<>();
  private SortedMap<Address, Node> nodes = new TreeMap<>();
  private HotKeys hotKeys = key -> Optional.empty();
  private Instant asked = Instant.MIN;

  /**
   * @param chain that nobody else uses; closed by whoever opened it
   * @param poster who settles
   */
  public ChainMarket(Chain chain, Address poster, InstantSource time) {
    this.chain = chain;
    this.poster = poster;
    this.time = time;
    this.domain = chain.escrow().domain();
  }

  @Override
  public Domain domain() {
    return domain;
  }

  private boolean isFresh(Instant then) {
    return !then.equals(Instant.MIN) && then.plus(FRESH).isAfter(time.instant());
  }

  private void refresh() throws IOException {
    if (!isFresh(asked)) {
      nodes = chain.nodes().all();
      hotKeys = chain.nodes().hotKeys();
      asked = time.instant();
    }
  }

  @Override
  public synchronized SortedMap<Address, Node> nodes() throws IOException {
    refresh();
    return nodes;
  }

  @Override
  public synchronized HotKeys hotKeys() throws IOException {
    refresh();
    return hotKeys;
  }

  @Override
  public synchronized boolean mayPost(Address requester) throws IOException {
    Instant last = payers.get(requester);
    if (last != null && isFresh(last)) {
      return true;
    }
    payers.values().removeIf(then -> !isFresh(then));
    boolean may = chain.escrow().mayPost(requester, poster);
    if (may) {
      payers.put(requester, time.instant());
    }
    return may;
  }

  @Override
  public synchronized long newestBlock() throws IOException {
    return chain.newestBlock();
  }

  @Override
  public synchronized Optional<FinalBlock> blockAfter(long number) throws IOException {
    FinalBlock known = blocks.get(number + 1);
    if (known == null) {
      if (chain.finalBlock().number() <= number) {
        return Optional.empty();
      }
      known = chain.block(number + 1);
      if (blocks.size() > 1000) {
        blocks.clear();
      }
      blocks.put(number + 1, known);
    }
    return Optional.of(known);
  }
}
