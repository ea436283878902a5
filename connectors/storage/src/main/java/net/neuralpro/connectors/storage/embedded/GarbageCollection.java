package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.derivation.Outcome;

/**
 * Deletes the blocks of a workspace that nothing needs any more. What is pinned stays, and so do
 * recordings; what was derived from them stays too unless it is to be dropped. The store is had
 * alone meanwhile, so that nobody relies on a block while it goes.
 */
public final class GarbageCollection {
  /** What counts as needed. */
  public enum Extent {
    /** Pins, recordings, versions, and all that was ever derived. */
    KEEP_CACHE,
    /** Pins and recordings: what was derived is made again when it is asked for. */
    DROP_CACHE
  }

  /**
   * What stays and what goes.
   *
   * @param keptBlocks blocks that stay
   * @param keptBytes what they hold
   * @param deletedBlocks blocks that nothing needs
   * @param deletedBytes what they hold
   * @param leftOvers files that killed processes left behind
   * @param outcomes derivations that are forgotten
   */
  public record Report(
      long keptBlocks,
      long keptBytes,
      long deletedBlocks,
      long deletedBytes,
      long leftOvers,
      long outcomes) {}

  private final Workspace workspace;
  private final Extent extent;

  public GarbageCollection(Workspace workspace, Extent extent) {
    this.workspace = workspace;
    this.extent = extent;
  }

  /** What would go now; nothing is changed. */
  public Report plan() throws IOException {
    try (EmbeddedBlockStore store = workspace.blocks()) {
      return sort(store).report();
    }
  }

  /**
   * Deletes what nothing needs. If this is cut short, what is left goes the next time.
   *
   * @throws StorageException STORE-IN-USE if anything else has the store open, STORE-PIN-INCOMPLETE
   *     if something that is pinned is not whole, STORE-ALTERED if a node that links on cannot be
   *     read; then nothing is deleted
   */
  public Report collect() throws IOException {
    try (EmbeddedBlockStore store = EmbeddedBlockStore.openAlone(workspace.blocksFolder())) {
      Sorted sorted = sort(store);
      for (Path file : sorted.doomed()) {
        Files.deleteIfExists(file);
      }
      return sorted.report();
    }
  }

  /** What goes, outcomes before the blocks that they name. */
  private record Sorted(List<Path> doomed, Report report) {}

  private Sorted sort(EmbeddedBlockStore store) throws IOException {
    Set<Cid> needed = needed(store);
    List<Path> forgotten =
        extent == Extent.KEEP_CACHE ? List.of() : FolderFiles.of(workspace.outcomesFolder());
    List<Path> doomed = new ArrayList<>(forgotten);
    if (extent == Extent.DROP_CACHE) {
      doomed.addAll(FolderFiles.of(workspace.latestFolder()));
    }
    List<Path> leftOvers = leftOvers();
    doomed.addAll(leftOvers);
    long[] counts = new long[5];
    store.visit(
        file -> {
          if (file.isTemporary()) {
            counts[4]++;
            doomed.add(file.path());
          } else if (file.multihash().isPresent()) {
            int place = needed.contains(file.multihash().get()) ? 0 : 2;
            counts[place]++;
            counts[place + 1] += Files.size(file.path());
            if (place == 2) {
              doomed.add(file.path());
            }
          }
        });
    return new Sorted(
        doomed,
        new Report(
            counts[0],
            counts[1],
            counts[2],
            counts[3],
            counts[4] + leftOvers.size(),
            forgotten.size()));
  }

  private List<Path> leftOvers() throws IOException {
    List<Path> leftOvers = new ArrayList<>(FolderFiles.of(workspace.stagingFolder()));
    for (Path folder :
        Arrays.asList(
            workspace.pinsFolder(), workspace.outcomesFolder(), workspace.latestFolder())) {
      FolderFiles.of(folder).stream().filter(AtomicFile::isTemporary).forEach(leftOvers::add);
    }
    return leftOvers;
  }

  /** The multihashes of all blocks that stay, as identifiers of raw bytes. */
  private Set<Cid> needed(EmbeddedBlockStore store) throws IOException {
    Graph graph = new Graph(store);
    graph.follow(workspace.pins().list().stream().map(Pin::root).toList());
    Optional<Cid> missing = graph.missing().stream().sorted().findFirst();
    if (missing.isPresent()) {
      throw new StorageException(
          "STORE-PIN-INCOMPLETE",
          "Cannot collect garbage: block %s of something that is pinned is not there; perhaps run neural store fsck to see which pin it is, and add it again or take it back"
              .formatted(missing.get()));
    }
    if (extent == Extent.KEEP_CACHE) {
      graph.follow(derived());
    }
    Set<Cid> needed = new HashSet<>();
    graph.reached().forEach(cid -> needed.add(bytesOf(cid)));
    List<Cid> records = new ArrayList<>();
    store.visit(
        file -> {
          if (file.multihash().isPresent()
              && !needed.contains(file.multihash().get())
              && Files.size(file.path()) <= Block.MAX_SIZE) {
            Records.of(Files.readAllBytes(file.path()), extent).ifPresent(records::add);
          }
        });
    graph.follow(records);
    graph.reached().forEach(cid -> needed.add(bytesOf(cid)));
    return needed;
  }

  private List<Cid> derived() throws IOException {
    List<Cid> roots = new ArrayList<>(workspace.latest().all());
    for (Outcome outcome : workspace.outcomes().all()) {
      roots.add(outcome.derivation());
      if (outcome instanceof Outcome.Produced produced) {
        roots.addAll(produced.outputs().values());
      }
    }
    return roots;
  }

  private static Cid bytesOf(Cid cid) {
    return Cid.ofDigest(Multicodec.RAW, cid.digest());
  }
}
