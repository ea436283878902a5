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
import net.neuralpro.schemas.content.MalformedContentException;
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
  private final Set<Cid> followed = new HashSet<>();
  private final Repeats repeats;
  private final ByteRange range;
  private final Extent extent;

  /** How far down from the root. */
  private enum Extent {
    /** Only the root. */
    BLOCK,
    /** The blocks that a folder itself is made of. */
    FOLDER,
    /** All below. */
    ALL
  }

  /** Whether a block that is linked to twice is given twice. */
  public enum Repeats {
    /** Each block once. */
    LEFT_OUT,
    /** Each block as often as it is linked to. */
    GIVEN
  }

  /**
   * Blocks to come.
   *
   * @param start where the bytes of this part of a file begin
   * @param size how many they are; -1 if nothing above says so
   * @param whole whether all below is wanted
   */
  private record Step(Cid cid, long start, long size, boolean whole, int depth) {}

  private DepthFirst(BlockStore store, Cid root, Extent extent, ByteRange range, Repeats repeats) {
    this.store = store;
    this.extent = extent;
    this.range = range;
    this.repeats = repeats;
    open.push(new Step(root, 0, -1, range.equals(ByteRange.ALL), 0));
  }

  /** All that a root links to, itself first, each block once. */
  public static DepthFirst of(BlockStore store, Cid root) {
    return new DepthFirst(store, root, Extent.ALL, ByteRange.ALL, Repeats.LEFT_OUT);
  }

  /** One block and nothing below it. */
  public static DepthFirst ofBlock(BlockStore store, Cid cid) {
    return new DepthFirst(store, cid, Extent.BLOCK, ByteRange.ALL, Repeats.LEFT_OUT);
  }

  /** The blocks that a folder itself is made of, and nothing of what it holds. */
  public static DepthFirst ofFolder(BlockStore store, Cid folder) {
    return new DepthFirst(store, folder, Extent.FOLDER, ByteRange.ALL, Repeats.LEFT_OUT);
  }

  /** The root, the inner nodes above a range of a file, and the chunks that hold bytes of it. */
  public static DepthFirst ofFile(BlockStore store, Cid file, ByteRange range, Repeats repeats) {
    return new DepthFirst(store, file, Extent.ALL, range, repeats);
  }

  /**
   * A block that comes.
   *
   * @param size how many bytes it has
   */
  public record Sized(Cid cid, long size) {}

  /**
   * The next block.
   *
   * @throws MissingBlockException if it is not in the store
   */
  @Override
  public Optional<Block> next() throws IOException {
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (isNews(step)) {
        Block block = store.require(step.cid());
        follow(step, block);
        if (isGiven(step)) {
          return Optional.of(block);
        }
      }
    }
    return Optional.empty();
  }

  /** The next block's size. A chunk of a file is not read: the node above it says its size. */
  public Optional<Sized> nextSize() throws IOException {
    while (!open.isEmpty()) {
      Step step = open.pop();
      if (isNews(step)) {
        long size = step.size();
        if (size < 0 || step.cid().codec() != Multicodec.RAW) {
          Block block = store.require(step.cid());
          follow(step, block);
          size = block.bytes().length;
        }
        if (isGiven(step)) {
          return Optional.of(new Sized(step.cid(), size));
        }
      }
    }
    return Optional.empty();
  }

  private void follow(Step step, Block block) throws IOException {
    if (extent == Extent.BLOCK) {
      return;
    }
    if (extent == Extent.ALL
        && step.cid().codec() == Multicodec.DAG_PB
        && !ContentFolders.isFolder(block)) {
      openParts(UnixFsNode.read(block), step);
    } else {
      List<Cid> links = extent == Extent.FOLDER ? ContentFolders.below(block) : Links.of(block);
      for (int index = links.size() - 1; index >= 0; index--) {
        open(new Step(links.get(index), 0, -1, step.whole(), step.depth() + 1));
      }
    }
  }

  /** Whether the block itself is given; else only what is below it was news. */
  private boolean isGiven(Step step) {
    return repeats == Repeats.GIVEN || given.add(step.cid());
  }

  /**
   * Whether something of this step was not given yet. A node that a range cut through may come
   * again, with other parts below it.
   */
  private boolean isNews(Step step) {
    return repeats == Repeats.GIVEN || !step.whole() || followed.add(step.cid());
  }

  private void openParts(UnixFsNode node, Step step) throws IOException {
    if (step.size() >= 0 && step.size() != node.fileSize()) {
      throw new MalformedContentException(
          "Cannot walk block %s: it holds %d bytes of a file where %d were declared"
              .formatted(step.cid(), node.fileSize(), step.size()));
    }
    List<UnixFsNode.Part> parts = node.parts();
    long end = step.start() + node.fileSize();
    for (int index = parts.size() - 1; index >= 0; index--) {
      UnixFsNode.Part part = parts.get(index);
      long start = end - part.fileSize();
      if (Math.max(start, range.start()) < Math.min(end, range.end())) {
        boolean whole = start >= range.start() && end <= range.end();
        open(new Step(part.cid(), start, part.fileSize(), whole, step.depth() + 1));
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
