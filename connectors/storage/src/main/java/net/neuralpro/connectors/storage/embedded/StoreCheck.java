package net.neuralpro.connectors.storage.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.Pin;
import net.neuralpro.connectors.storage.contents.Graph;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/** Reads every block of a workspace again and holds it against its name. */
public final class StoreCheck {
  /** What is wrong. */
  public enum Fault {
    /** The bytes are others than those that were stored, or fewer. */
    ALTERED,
    /** A file that is no block's. */
    FOREIGN,
    /** A pin of which a block is missing or altered. */
    INCOMPLETE_PIN
  }

  /**
   * Something that is wrong.
   *
   * @param fault what
   * @param place the file, or the root of the pin
   * @param evidence what was found
   */
  public record Problem(Fault fault, String place, String evidence) {}

  /**
   * How the store was found.
   *
   * @param blocks how many were read
   * @param bytes how much they hold
   * @param problems what is wrong
   */
  public record Report(long blocks, long bytes, List<Problem> problems) {
    public Report {
      problems = List.copyOf(problems);
    }
  }

  private final Workspace workspace;
  private final LongConsumer read;
  private final List<Problem> problems = new ArrayList<>();
  private long blocks;
  private long bytes;

  /**
   * A check of one workspace, for one use.
   *
   * @param read told of the bytes that were read
   */
  public StoreCheck(Workspace workspace, LongConsumer read) {
    this.workspace = workspace;
    this.read = read;
  }

  /** Looks, and changes nothing. */
  public Report check() throws IOException {
    try (EmbeddedBlockStore store = workspace.blocks()) {
      bad(store);
      checkPins(store);
    }
    return new Report(blocks, bytes, problems);
  }

  /**
   * Moves what is altered or foreign into the folder {@code quarantine}, so that it can be made
   * again. Has the store alone meanwhile.
   */
  public Report repair() throws IOException {
    try (EmbeddedBlockStore store = EmbeddedBlockStore.openAlone(workspace.blocksFolder())) {
      for (Path file : bad(store)) {
        Path quarantine = Files.createDirectories(workspace.quarantineFolder());
        Files.move(
            file,
            quarantine.resolve(file.getFileName() + "." + UUID.randomUUID()),
            StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.force(file.resolveSibling(""));
      }
      checkPins(store);
    }
    return new Report(blocks, bytes, problems);
  }

  private List<Path> bad(EmbeddedBlockStore store) throws IOException {
    List<Path> bad = new ArrayList<>();
    store.visit(
        file -> {
          if (file.isTemporary()) {
            return;
          }
          if (file.multihash().isEmpty()) {
            problems.add(
                new Problem(Fault.FOREIGN, file.path().toString(), "It is the file of no block"));
            bad.add(file.path());
            return;
          }
          long size = Files.size(file.path());
          blocks++;
          bytes += size;
          if (size > Block.MAX_SIZE
              || !file.multihash().get().names(Files.readAllBytes(file.path()))) {
            problems.add(
                new Problem(
                    Fault.ALTERED,
                    file.path().toString(),
                    "Its %d bytes are not those that its name says".formatted(size)));
            bad.add(file.path());
          }
          read.accept(size);
        });
    return bad;
  }

  private void checkPins(EmbeddedBlockStore store) throws IOException {
    for (Pin pin : workspace.pins().list()) {
      try {
        Graph graph = new Graph(store);
        graph.follow(List.of(pin.root()));
        Set<Cid> missing = new TreeSet<>(graph.missing());
        if (!missing.isEmpty()) {
          incomplete(
              pin,
              "%d blocks are missing, first %s"
                  .formatted(missing.size(), missing.iterator().next()));
        }
      } catch (IOException e) {
        incomplete(pin, String.valueOf(e.getMessage()));
      }
    }
  }

  private void incomplete(Pin pin, String evidence) {
    problems.add(new Problem(Fault.INCOMPLETE_PIN, pin.root().toString(), evidence));
  }
}
