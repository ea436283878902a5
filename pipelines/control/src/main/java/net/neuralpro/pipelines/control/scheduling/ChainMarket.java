package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.schemas.recording.Address;

/** What a chain says now, asked for each time; see {@link CachedMarket}. */
public final class ChainMarket implements Market {
  private final Chain chain;
  private final Address poster;
  private final Domain domain;

  /**
   * @param chain that nobody else uses; closed by whoever opened it
   * @param poster who settles
   */
  public ChainMarket(Chain chain, Address poster) {
    this.chain = chain;
    this.poster = poster;
    this.domain = chain.escrow().domain();
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public synchronized SortedMap<Address, Node> nodes() throws IOException {
    return chain.nodes().all();
  }

  @Override
  public HotKeys hotKeys() {
    return this::ownerOf;
  }

  private synchronized Optional<Address> ownerOf(Address hotKey) throws IOException {
    return chain.nodes().ownerOf(hotKey);
  }

  @Override
  public synchronized boolean mayPost(Address requester) throws IOException {
    return chain.escrow().mayPost(requester, poster);
  }

  @Override
  public synchronized long newestBlock() throws IOException {
    return chain.newestBlock();
  }

  @Override
  public synchronized Optional<FinalBlock> blockAfter(long number) throws IOException {
    return chain.finalBlock().number() <= number
        ? Optional.empty()
        : Optional.of(chain.block(number + 1));
  }
}
