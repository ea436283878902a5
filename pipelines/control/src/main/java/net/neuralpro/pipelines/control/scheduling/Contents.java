package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.contents.BatchedBlocks;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.connectors.storage.contents.StagedBlocks;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;

/** What tasks are made from and what is made of them. Safe for several threads. */
final class Contents {
  private static final int GRAPHS = 256;
  private static final int WHOLE = 100_000;
  private static final int DERIVATIONS = 20_000;

  private final BlockStore store;
  private final Path staging;
  private final Map<Cid, Set<Cid>> graphs = remembering(GRAPHS);
  private final Map<Cid, Boolean> whole = remembering(WHOLE);
  private final Map<Cid, Derivation> derivations = remembering(DERIVATIONS);

  /**
   * @param store where blocks are; none goes while it is open
   * @param staging a folder on a disk that has room for what is uploaded at once
   */
  Contents(BlockStore store, Path staging) {
    this.store = store;
    this.staging = staging;
  }

  private static <V> Map<Cid, V> remembering(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Cid, V> eldest) {
        return size() > most;
      }
    };
  }

  BlockStore store() {
    return store;
  }

  /** What is missing of a task: of its derivation with all inputs, and of its policy. */
  List<Cid> missing(Cid derivation, Cid policy) throws IOException {
    Set<Cid> missing = new TreeSet<>();
    if (!isWhole(derivation)) {
      Graph graph = new Graph(store);
      graph.follow(List.of(derivation));
      missing.addAll(graph.missing());
      if (missing.isEmpty()) {
        synchronized (whole) {
          whole.put(derivation, true);
        }
      }
    }
    if (!policy.equals(Policy.DEFAULT.cid()) && !store.has(policy)) {
      missing.add(policy);
    }
    return missing.stream().limit(Protocol.MAX_ITEMS).toList();
  }

  private boolean isWhole(Cid root) {
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
   * A policy that is here.
   *
   * @throws SchedulerException SCHEDULER-POLICY if it is none
   */
  Policy policy(Cid cid) throws IOException {
    if (cid.equals(Policy.DEFAULT.cid())) {
      return Policy.DEFAULT;
    }
    try {
      return Policy.read(store.require(cid));
    } catch (MalformedContentException e) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-POLICY", "Cannot check by " + cid + ": " + e.getMessage());
    }
  }

  /** Keeps the blocks of a CAR whose roots are then here with all that they link to, or nothing. */
  void take(InputStream car) throws IOException {
    try (StagedBlocks staged = new StagedBlocks(staging, store)) {
      List<Cid> roots = stage(car, staged);
      requireWhole(staged, roots);
      keep(staged);
    }
  }

  /**
   * Keeps the outcome of a derivation and all that it produced, or nothing.
   *
   * @return CID of the outcome's block
   * @throws SchedulerException SCHEDULER-OUTPUT if it is no outcome of that derivation
   */
  Uploaded takeOutput(InputStream car, Cid derivation) throws IOException {
    try (StagedBlocks staged = new StagedBlocks(staging, store)) {
      List<Cid> roots = stage(car, staged);
      if (roots.size() != 1) {
        throw bad("it has %d roots".formatted(roots.size()));
      }
      Outcome outcome;
      try {
        outcome = DagJson.read(staged.require(roots.get(0)), Outcome.class);
      } catch (MalformedContentException e) {
        throw bad(String.valueOf(e.getMessage()));
      }
      if (!outcome.derivation().equals(derivation)) {
        throw bad("it is of derivation " + outcome.derivation());
      }
      if (outcome instanceof Outcome.Produced produced) {
        requireWhole(staged, produced.outputs().values());
      }
      keep(staged);
      return new Uploaded(roots.get(0), outcome);
    }
  }

  /** An outcome that is here, and its block. */
  record Uploaded(Cid cid, Outcome outcome) {}

  private static SchedulerException bad(String why) {
    return new SchedulerException(
        Kind.BAD, "SCHEDULER-OUTPUT", "Cannot use this as the task's outcome: " + why);
  }

  private static List<Cid> stage(InputStream car, StagedBlocks staged) throws IOException {
    CarReader reader = new CarReader(car, "the CAR");
    for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
      staged.put(next.get());
    }
    car.transferTo(OutputStream.nullOutputStream());
    return reader.roots();
  }

  private static void requireWhole(BlockStore staged, Collection<Cid> roots) throws IOException {
    Graph graph = new Graph(staged);
    graph.follow(roots);
    Optional<Cid> missing = graph.missing().stream().sorted().findFirst();
    if (missing.isPresent()) {
      throw new StorageException(
          "CAR-INCOMPLETE",
          "Cannot take the CAR: block %s is neither in it nor here".formatted(missing.get()));
    }
  }

  private void keep(StagedBlocks staged) throws IOException {
    if (store instanceof BatchedBlocks batched) {
      BlockBatch batch = batched.batch();
      staged.putAll(batch);
      batch.flush();
    } else {
      staged.putAll(store);
    }
  }

  /** A block, if a root links to it. */
  Optional<Block> reached(Cid root, Cid block) throws IOException {
    Set<Cid> graph;
    synchronized (graphs) {
      graph = graphs.get(root);
    }
    if (graph == null) {
      Graph followed = new Graph(store);
      followed.follow(List.of(root));
      graph = followed.reached();
      synchronized (graphs) {
        graphs.put(root, graph);
      }
    }
    return graph.contains(block) ? store.get(block) : Optional.empty();
  }
}
