package net.neuralpro.connectors.storage.car;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.UnixFsNode;

/**
 * The blocks from a root downwards, depth first in the order of links: a parent before what it
 * links to. Holds one place for each block that was given, and the way to the one that comes next.
 */
public final class DepthFirst implements BlockStream {
  /** Deeper graphs are attacks: a file of a petabyte has five levels. */
  private static final int MAX_DEPTH = 64;

  private final BlockStore store;
  private final Deque<Step> open = new ArrayDeque<>();
  private final Set<Cid> given = new HashSet<>();
  private final Repeats repeats;
  private final ByteRange range;

  /** Whether a block that is linked to twice is given twice. */
  public enum Repeats {
    /** Each block once. */
    LEFT_OUT,
    /** Each block as often as it is linked to. */
    GIVEN
  }

  /** Blocks to come: a root, and of a file where its bytes begin. */
  private record Step(Cid cid, long start, int depth) {}

  private DepthFirst(BlockStore store, Cid root, ByteRange range, Repeats repeats) {
    this.store = store;
    this.range = range;
    this.repeats = repeats;
    open.push(new Step(root, 0, 0));
  }

  /** All that a root links to, itself first, each block once. */
  public static DepthFirst of(BlockStore store, Cid root) {
    return new DepthFirst(store, root, ByteRange.ALL, Repeats.LEFT_OUT);
  }

  /** The root, the inner nodes above a range of a file, and the chunks that hold bytes of it. */
  public static DepthFirst ofFile(BlockStore store, Cid file, ByteRange range, Repeats repeats) {
    return new DepthFirst(store, file, range, repeats);
  }

  /**
   * The next block.
   *
   * @throws MissingBlockException if it is not in the store
   */
  @Override
  public Optional<Block> next() throws IOException {
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (repeats == Repeats.LEFT_OUT && !given.add(step.cid())) {
        continue;
      }
      Block block = store.require(step.cid());
      if (step.cid().codec() == Multicodec.DAG_PB && !ContentFolders.isFolder(block)) {
        openParts(UnixFsNode.read(block), step);
      } else {
        List<Cid> links = Links.of(block);
        for (int index = links.size() - 1; index >= 0; index--) {
          open(new Step(links.get(index), 0, step.depth() + 1));
        }
      }
      return Optional.of(block);
    }
    return Optional.empty();
  }

  private void openParts(UnixFsNode node, Step step) throws IOException {
    List<UnixFsNode.Part> parts = node.parts();
    long end = step.start() + node.fileSize();
    for (int index = parts.size() - 1; index >= 0; index--) {
      UnixFsNode.Part part = parts.get(index);
      long start = end - part.fileSize();
      if (start < range.end() && end > range.start()) {
        open(new Step(part.cid(), start, step.depth() + 1));
      }
      end = start;
    }
  }

  private void open(Step step) throws StorageException {
    if (step.depth() > MAX_DEPTH) {
      throw new StorageException(
          "STORE-DEPTH",
          "Cannot walk to block %s: it lies more than %d levels deep"
              .formatted(step.cid(), MAX_DEPTH));
    }
    open.push(step);
  }

  @Override
  public void close() {}
}
