package net.neuralpro.pipelines.control.scheduling;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.FinalBlock;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.chain.tasks.HotKeys;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/** A chain of which nothing is known but its nodes and the hashes of its blocks. */
final class TrialMarket implements Market {
  static final BigInteger STAKE = BigInteger.TEN.pow(24);

  private final SortedMap<Address, Node> nodes = new ConcurrentSkipListMap<>();
  private final SortedMap<Address, Address> owners = new ConcurrentSkipListMap<>();
  final AtomicLong newest = new AtomicLong(10);

  /** Enrols a node with another hot key than its own. */
  void enrol(Address account, ContributorKey hotKey) {
    nodes.put(account, new Node(account, hotKey.address(), STAKE, BigInteger.ZERO, 0, 1));
    owners.put(hotKey.address(), account);
  }

  @Override
  public Domain domain() {
    return new Domain(31337, ContributorKey.ofSeed(1, "TaskEscrow").address());
  }

  @Override
  public SortedMap<Address, Node> nodes() {
    return new TreeMap<>(nodes);
  }

  @Override
  public HotKeys hotKeys() {
    return key -> Optional.ofNullable(owners.get(key));
  }

  @Override
  public boolean mayPost(Address requester) {
    return !nodes.containsKey(requester);
  }

  @Override
  public long newestBlock() {
    return newest.get();
  }

  @Override
  public Optional<FinalBlock> blockAfter(long number) {
    if (newest.get() <= number) {
      return Optional.empty();
    }
    String hash = Digest.of(Sha256.of(Long.toString(number + 1).getBytes())).hex();
    return Optional.of(new FinalBlock(number + 1, "0x" + hash, number));
  }
}
