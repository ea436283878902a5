package net.neuralpro.connectors.storage.fetch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.UnixFsNode;

/**
 * Fetches one file, from one origin after another. Each chunk is compared with the tree above it
 * before it is written, so that the file holds nothing false at any moment; an origin can withhold
 * bytes, and that is all it can do.
 */
final class FileFetch {
  /** What an origin may send beyond the file: inner nodes, and chunks that are known already. */
  private static final long MAX_SURPLUS = 64L << 20;

  private static final int MAX_DEPTH = 8;

  private final WantedFile file;
  private final GrowingFile target;
  private final LongConsumer progress;
  private final Deque<Expected> expected = new ArrayDeque<>();
  private final Map<Cid, UnixFsNode> nodes = new HashMap<>();
  private long told;

  /** What comes next in the file: a chunk or an inner node above chunks. */
  private record Expected(Cid cid, long bytes, int depth) {
    boolean isChunk() {
      return cid.codec() == Multicodec.RAW;
    }
  }

  FileFetch(WantedFile file, GrowingFile target, LongConsumer progress) {
    this.file = file;
    this.target = target;
    this.progress = progress;
    expected.push(new Expected(file.cid(), file.bytes(), 0));
  }

  boolean isWhole() {
    return expected.isEmpty();
  }

  /**
   * Goes on from where the file is, as far as this origin brings it.
   *
   * @throws IOException if the origin ends, fails or lies before the file is whole
   */
  void continueFrom(BlockOrigin origin) throws IOException {
    compare(origin);
    if (isWhole()) {
      return;
    }
    try (BlockStream blocks = origin.blocks(file.cid(), ByteRange.from(target.end()))) {
      long allowed = 2 * (file.bytes() - target.end()) + MAX_SURPLUS;
      while (!isWhole()) {
        Block block =
            blocks
                .next()
                .orElseThrow(
                    () ->
                        new StorageException(
                            "FETCH-INCOMPLETE",
                            "Cannot fetch %s from %s: it ended after %d of %d bytes"
                                .formatted(file.cid(), origin.name(), target.end(), file.bytes())));
        allowed -= block.bytes().length + 1;
        if (allowed < 0) {
          throw new StorageException(
              "FETCH-ENDLESS",
              "Cannot fetch %s from %s: it sends the same blocks again and again"
                  .formatted(file.cid(), origin.name()));
        }
        receive(block, origin);
      }
    }
  }

  /** Compares what lies in the target with the tree; asks for inner nodes only. */
  private void compare(BlockOrigin origin) throws IOException {
    advance();
    while (!expected.isEmpty() && !expected.element().isChunk() && target.found() > target.end()) {
      Cid cid = expected.element().cid();
      Optional<Block> block = origin.block(cid);
      if (block.isEmpty()) {
        throw new StorageException(
            "FETCH-MISSING",
            "Cannot fetch %s from %s: it does not have block %s"
                .formatted(file.cid(), origin.name(), cid));
      }
      receive(block.get(), origin);
    }
  }

  private void receive(Block block, BlockOrigin origin) throws IOException {
    Expected next = expected.element();
    if (!block.cid().equals(next.cid())) {
      if (nodes.containsKey(block.cid()) || target.knows(block.cid())) {
        return;
      }
      throw new StorageException(
          "FETCH-ORDER",
          "Cannot fetch %s from %s: it sent block %s where %s comes next"
              .formatted(file.cid(), origin.name(), block.cid(), next.cid()));
    }
    if (next.isChunk()) {
      requireSize(next, block.bytes().length);
      target.append(block.cid(), block.bytes());
      expected.pop();
    } else {
      UnixFsNode node = UnixFsNode.read(block);
      requireSize(next, node.fileSize());
      nodes.put(block.cid(), node);
    }
    advance();
  }

  /** Takes what needs no origin: nodes that are known and chunks that the target holds. */
  private void advance() throws IOException {
    while (!expected.isEmpty()) {
      Expected next = expected.element();
      if (next.isChunk()) {
        if (!target.repeat(next.cid()) && !target.holdsNext(next.cid(), (int) next.bytes())) {
          break;
        }
        expected.pop();
      } else {
        UnixFsNode node = nodes.get(next.cid());
        if (node == null) {
          break;
        }
        expected.pop();
        expect(node, next.depth() + 1);
      }
    }
    progress.accept(target.end() - told);
    told = target.end();
  }

  private void expect(UnixFsNode node, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new StorageException(
          "FETCH-DEPTH",
          "Cannot fetch %s: its tree has more than %d levels".formatted(file.cid(), MAX_DEPTH));
    }
    List<UnixFsNode.Part> parts = node.parts();
    for (int index = parts.size() - 1; index >= 0; index--) {
      UnixFsNode.Part part = parts.get(index);
      if (part.cid().codec() == Multicodec.RAW && part.fileSize() > Block.MAX_SIZE) {
        throw new StorageException(
            "FETCH-SIZE",
            "Cannot fetch %s: its chunk %s has %d bytes"
                .formatted(file.cid(), part.cid(), part.fileSize()));
      }
      expected.push(new Expected(part.cid(), part.fileSize(), depth));
    }
  }

  private void requireSize(Expected wanted, long actual) throws IOException {
    if (wanted.bytes() != actual) {
      throw new StorageException(
          "FETCH-SIZE",
          "Cannot fetch %s: block %s holds %d bytes of it where %d were declared"
              .formatted(file.cid(), wanted.cid(), actual, wanted.bytes()));
    }
  }
}
