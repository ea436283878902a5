package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.BlockOwners;
import net.neuralpro.pipelines.control.verification.Comparison;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.recording.Address;

/**
 * What tasks are made from and what is made of them. A requester has here what he sent or what his
 * tasks made, and nothing else is here for him. Safe for several threads.
 */
final class Contents {
  private static final int GRAPHS = 256;
  private static final int WHOLE = 100_000;
  private static final int DERIVATIONS = 20_000;

  private final BlockStore store;
  private final BlockOwners owners;
  private final Bounds bounds;
  private final InstantSource time;
  private final Map<Cid, Set<Cid>> graphs = remembering(GRAPHS);
  private final Map<Owned, Boolean> whole = remembering(WHOLE);
  private final Map<Cid, Derivation> derivations = remembering(DERIVATIONS);

  /** Content that a requester has with all that it links to. */
  private record Owned(Address requester, Cid root) {}

  /**
   * @param store where blocks are; none goes while it is open
   * @param owners whose they are
   */
  Contents(BlockStore store, BlockOwners owners, Bounds bounds, InstantSource time) {
    this.store = store;
    this.owners = owners;
    this.bounds = bounds;
    this.time = time;
  }

  private static <K, V> Map<K, V> remembering(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  BlockStore store() {
    return store;
  }

  /** The blocks that a requester has. */
  BlockStore of(Address requester) {
    return new SeenBlocks(store, block -> owners.has(requester, block));
  }

  /** Whether a requester has a block here. */
  boolean has(Address requester, Cid block) throws IOException {
    return of(requester).has(block);
  }

  /**
   * What a requester's task lacks: of its derivation with all inputs, and of its policy. What only
   * others have here is lacking too, so that nobody hears from it what they have.
   */
  List<Cid> missing(Address requester, Cid derivation, Cid policy) throws IOException {
    Set<Cid> missing = new TreeSet<>();
    Owned owned = new Owned(requester, derivation);
    if (!isWhole(owned)) {
      Graph graph = new Graph(of(requester));
      graph.follow(List.of(derivation));
      missing.addAll(graph.missing());
      if (missing.isEmpty()) {
        synchronized (whole) {
          whole.put(owned, true);
        }
      }
    }
    if (!policy.equals(Policy.DEFAULT.cid()) && !has(requester, policy)) {
      missing.add(policy);
    }
    return missing.stream().limit(Protocol.MAX_ITEMS).toList();
  }

  private boolean isWhole(Owned root) {
    synchronized (whole) {
      return whole.containsKey(root);
    }
  }

  /**
   * A derivation that is here.
   *
   * @throws SchedulerException SCHEDULER-DERIVATION if it is none
   */
  Derivation derivation(Cid cid) throws IOException {
    synchronized (derivations) {
      Derivation known = derivations.get(cid);
      if (known != null) {
        return known;
      }
    }
    try {
      Derivation read = DagJson.read(store.require(cid), Derivation.class);
      synchronized (derivations) {
        derivations.put(cid, read);
      }
      return read;
    } catch (MalformedContentException e) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-DERIVATION", "Cannot do " + cid + ": " + e.getMessage());
    }
  }

  /**
   * A policy that is here. Outputs are compared byte for byte: a tolerance is for decoded samples,
   * and nothing that comes from others is decoded here.
   *
   * @throws SchedulerException SCHEDULER-POLICY if it is none, or has a tolerance
   */
  Policy policy(Cid cid) throws IOException {
    if (cid.equals(Policy.DEFAULT.cid())) {
      return Policy.DEFAULT;
    }
    try {
      Policy policy = Policy.read(store.require(cid));
      if (!(policy.comparison() instanceof Comparison.Exact)) {
        throw new SchedulerException(
            Kind.BAD,
            "SCHEDULER-POLICY",
            "Cannot check by %s: outputs are only compared byte for byte".formatted(cid));
      }
      return policy;
    } catch (MalformedContentException e) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-POLICY", "Cannot check by " + cid + ": " + e.getMessage());
    }
  }

  private long now() {
    return time.instant().getEpochSecond();
  }

  /** A requester has what a task of his made. */
  void give(Address requester, Cid outcome) throws IOException {
    owners.add(requester, graph(outcome), now());
  }

  /** Forgets who brought blocks that nobody brought for long. */
  void forget() throws IOException {
    owners.forget(now() - bounds.memory().toSeconds());
    synchronized (whole) {
      whole.clear();
    }
  }

  /** A block, if a root links to it. */
  Optional<Block> reached(Cid root, Cid block) throws IOException {
    return graph(root).contains(block) ? store.get(block) : Optional.empty();
  }

  /** All that a root links to, and itself. */
  Set<Cid> graph(Cid root) throws IOException {
    synchronized (graphs) {
      Set<Cid> known = graphs.get(root);
      if (known != null) {
        return known;
      }
    }
    Graph followed = new Graph(store);
    followed.follow(List.of(root));
    synchronized (graphs) {
      graphs.put(root, followed.reached());
    }
    return followed.reached();
  }
}
