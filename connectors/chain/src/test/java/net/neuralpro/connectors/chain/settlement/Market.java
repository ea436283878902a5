package net.neuralpro.connectors.chain.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.connectors.chain.tasks.Works;
import net.neuralpro.schemas.content.BlockStore;

/** A development chain on which a requester, a poster, two nodes and a stranger meet. */
final class Market {
  static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  static final ContributorKey POSTER = ContributorKey.ofSeed(6, "poster");
  static final ContributorKey STRANGER = ContributorKey.ofSeed(6, "stranger");
  static final List<ContributorKey> NODES =
      List.of(ContributorKey.ofSeed(6, "node 0"), ContributorKey.ofSeed(6, "node 1"));
  static final List<ContributorKey> HOT_KEYS =
      List.of(ContributorKey.ofSeed(6, "hot key 0"), ContributorKey.ofSeed(6, "hot key 1"));

  /** What posters, nodes and strangers have for bonds. */
  private static final BigInteger BONDS = TOKEN.multiply(BigInteger.valueOf(20_000));

  /** What the requester puts in. */
  static final BigInteger DEPOSIT = TOKEN.multiply(BigInteger.valueOf(100));

  private Market() {}

  static Chain open(Path home, ContributorKey key) throws IOException {
    return Chain.open(ChainSettings.read(home), Optional.of(key));
  }

  /** Lets everybody put in what they need. */
  static void prepare(Path home) throws IOException {
    try (Chain chain = open(home, Works.REQUESTER)) {
      chain.escrow().deposit("first", DEPOSIT);
      chain.escrow().allowPoster(POSTER.address());
    }
    try (Chain chain = open(home, POSTER)) {
      chain.escrow().deposit("bonds", BONDS);
    }
    for (int index = 0; index < NODES.size(); index++) {
      try (Chain chain = open(home, NODES.get(index))) {
        chain.nodes().enrol(HOT_KEYS.get(index).address(), TOKEN);
        chain.escrow().deposit("bonds", BONDS);
      }
    }
  }

  /** Tasks that were done by the nodes in turn, whose deadline is a while after now. */
  static List<Work> works(Chain chain, int first, int count, long after) throws IOException {
    long deadline = chain.finalBlock().time() + after;
    List<Work> works = new ArrayList<>();
    for (int index = first; index < first + count; index++) {
      works.add(work(chain, index, deadline));
    }
    return works;
  }

  static Work work(Chain chain, int nonce, long deadline) {
    int node = nonce % NODES.size();
    return Works.work(
        chain.escrow().domain(), NODES.get(node).address(), HOT_KEYS.get(node), nonce, deadline);
  }

  static Settler settler(Chain chain, BlockStore store, Path file, Consumer<String> between)
      throws IOException {
    return Settler.open(chain, store, file, new Settler.Policy(5, 1, 0), between);
  }

  /** What a node takes of all that pays. */
  static BigInteger take(Path home, int node, BlockStore store, Path file) throws IOException {
    try (Chain chain = open(home, NODES.get(node));
        OwnSettlement own = OwnSettlement.open(chain, store, file)) {
      own.earnings().claim();
      own.earnings().claim();
      return own.earnings().taken();
    }
  }

  static BigInteger pay(long tasks) {
    return Works.PRICE.multiply(BigInteger.valueOf(tasks));
  }
}
