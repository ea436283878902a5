package net.neuralpro.schemas.content;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file into a block store, as chunks of 1 MiB under a balanced tree, equal bit for bit to
 * Kubo's profile {@code unixfs-v1-2025}. Holds one chunk and at most 1024 links of each level in
 * memory. After {@link #close} the file is whole and {@link #cid} names it.
 */
public final class ContentWriter extends OutputStream {
  public static final int CHUNK_SIZE = 1 << 20;

  /** What a small file takes in memory. */
  private static final int INITIAL_SIZE = 1 << 14;

  private final BlockStore store;
  private final UnixFsTree tree;
  private byte[] chunk = new byte[INITIAL_SIZE];
  private int filled;
  private long size;
  private boolean any;
  private UnixFsNode.@Nullable Part root;

  public ContentWriter(BlockStore store) {
    this.store = store;
    this.tree = new UnixFsTree(Optional.of(store));
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
      reserve(filled + count);
      System.arraycopy(bytes, offset + done, chunk, filled, count);
      filled += count;
      done += count;
    }
  }

  private void reserve(int needed) {
    if (needed > chunk.length) {
      int doubled = Math.max(needed, chunk.length * 2);
      chunk = Arrays.copyOf(chunk, any ? CHUNK_SIZE : Math.min(doubled, CHUNK_SIZE));
    }
  }

  /** Gives the chunk away: its array is the block's from now on. */
  private void endChunk() throws IOException {
    byte[] bytes = filled == chunk.length ? chunk : Arrays.copyOf(chunk, filled);
    Block leaf = Block.of(Multicodec.RAW, bytes);
    store.put(leaf);
    tree.add(new UnixFsNode.Part(leaf.cid(), filled, filled));
    chunk = new byte[0];
    size += filled;
    filled = 0;
    any = true;
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
    root = tree.end();
  }

  /**
   * The identifier of the file.
   *
   * @throws IllegalStateException before it is closed
   */
  public Cid cid() {
    return part().cid();
  }

  /**
   * The file, as a folder or a larger file links to it.
   *
   * @throws IllegalStateException before it is closed
   */
  public UnixFsNode.Part part() {
    if (root == null) {
      throw new IllegalStateException("A file has its identifier only when it is closed");
    }
    return root;
  }

  /** How many bytes of whole chunks were written; after {@link #close} all of them. */
  public long size() {
    return size;
  }
}
