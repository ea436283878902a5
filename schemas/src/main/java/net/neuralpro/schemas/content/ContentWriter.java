package net.neuralpro.schemas.content;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file into a block store, as chunks of 1 MiB under a balanced tree, equal bit for bit to
 * Kubo's profile {@code unixfs-v1-2025}. Holds one chunk and at most 1024 links of each level in
 * memory. After {@link #close} the file is whole and {@link #cid} names it.
 */
public final class ContentWriter extends OutputStream {
  public static final int CHUNK_SIZE = 1 << 20;

  private final BlockStore store;
  private final byte[] chunk = new byte[CHUNK_SIZE];
  private final List<List<UnixFsNode.Part>> levels = new ArrayList<>();
  private int filled;
  private long size;
  private boolean any;
  private UnixFsNode.@Nullable Part root;

  public ContentWriter(BlockStore store) {
    this.store = store;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == CHUNK_SIZE) {
        endChunk();
      }
      int count = Math.min(length - done, CHUNK_SIZE - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, count);
      filled += count;
      done += count;
    }
  }

  private void endChunk() throws IOException {
    byte[] bytes = Arrays.copyOf(chunk, filled);
    Block leaf = Block.of(Multicodec.RAW, bytes);
    store.put(leaf);
    add(0, new UnixFsNode.Part(leaf.cid(), filled, filled));
    size += filled;
    filled = 0;
    any = true;
  }

  private void add(int level, UnixFsNode.Part part) throws IOException {
    if (level == levels.size()) {
      levels.add(new ArrayList<>());
    }
    List<UnixFsNode.Part> parts = levels.get(level);
    if (parts.size() == UnixFsNode.MAX_PARTS) {
      endNode(level);
    }
    parts.add(part);
  }

  private void endNode(int level) throws IOException {
    UnixFsNode node = new UnixFsNode(levels.get(level));
    Block block = node.block();
    store.put(block);
    levels.get(level).clear();
    add(level + 1, node.asPart(block));
  }

  /** Stores what is left and the tree above it. */
  @Override
  public void close() throws IOException {
    if (root != null) {
      return;
    }
    if (filled > 0 || !any) {
      endChunk();
    }
    for (int level = 0; ; level++) {
      boolean top = level == levels.size() - 1;
      if (top && levels.get(level).size() == 1) {
        root = levels.get(level).get(0);
        return;
      }
      endNode(level);
    }
  }

  /**
   * The identifier of the file.
   *
   * @throws IllegalStateException before it is closed
   */
  public Cid cid() {
    if (root == null) {
      throw new IllegalStateException("A file has its identifier only when it is closed");
    }
    return root.cid();
  }

  /** How many bytes of whole chunks were written; after {@link #close} all of them. */
  public long size() {
    return size;
  }
}
