package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.car.CarReader;
import net.neuralpro.connectors.storage.contents.BatchedBlocks;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.connectors.storage.contents.StagedBlocks;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.BlockOwners;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Address;

/**
 * Takes CARs, all of one or nothing of it, and nothing that links to what its sender must not know
 * of. Safe for several threads.
 *
 * @param contents where they come
 * @param staging a folder on a disk that has room for what is uploaded at once
 * @param owners whose blocks they are then
 */
record Uploads(
    Contents contents, Path staging, BlockOwners owners, Bounds bounds, InstantSource time) {
  /**
   * Keeps a requester's CAR, or nothing of it. The requester must have then all that its roots link
   * to: what he did not send before is in it.
   *
   * @throws SchedulerException SCHEDULER-FULL if the requester has more than the bounds allow
   */
  void take(Address requester, InputStream car) throws IOException {
    try (StagedBlocks staged = new StagedBlocks(staging, contents.of(requester))) {
      Set<Cid> blocks = new HashSet<>();
      List<Cid> roots = stage(car, staged, blocks);
      requireWhole(staged, roots);
      if (owners.count(requester) + blocks.size() > bounds.blocks()) {
        throw new SchedulerException(
            Kind.BUSY,
            "SCHEDULER-FULL",
            "Cannot keep more than %d blocks for %s; try again when older ones are forgotten"
                .formatted(bounds.blocks(), requester));
      }
      keep(staged);
      owners.add(requester, blocks, time.instant().getEpochSecond());
    }
  }

  /**
   * Keeps the outcome of a derivation and all that it produced, or nothing. What is not in the CAR
   * must be of the derivation's inputs: nothing else in the store is known to the node.
   *
   * @return CID of the outcome's block
   * @throws SchedulerException SCHEDULER-OUTPUT if it is no outcome of that derivation
   */
  Uploaded takeOutput(InputStream car, Cid derivation) throws IOException {
    BlockStore inputs = new SeenBlocks(contents.store(), contents.graph(derivation)::contains);
    try (StagedBlocks staged = new StagedBlocks(staging, inputs)) {
      List<Cid> roots = stage(car, staged, new HashSet<>());
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

  private static List<Cid> stage(InputStream car, StagedBlocks staged, Set<Cid> blocks)
      throws IOException {
    CarReader reader = new CarReader(car, "the CAR");
    for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
      staged.put(next.get());
      blocks.add(next.get().cid());
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
    BlockStore store = contents.store();
    if (store instanceof BatchedBlocks batched) {
      BlockBatch batch = batched.batch();
      staged.putAll(batch);
      batch.flush();
    } else {
      staged.putAll(store);
    }
  }
}
