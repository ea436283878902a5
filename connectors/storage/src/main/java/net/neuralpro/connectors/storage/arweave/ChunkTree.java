package net.neuralpro.connectors.storage.arweave;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.neuralpro.schemas.content.Sha256;

/**
 * The Merkle tree over the chunks of some data. Its root is what a transaction commits to, and each
 * chunk travels with its path. Holds 100 bytes a chunk, whatever the chunk holds.
 *
 * <p>Data whose size is a multiple of 256 KiB has a last leaf of no bytes, which counts for the
 * root and is never sent.
 *
 * @see <a href="https://github.com/ArweaveTeam/arweave/blob/master/apps/arweave/src/ar_merkle.erl">
 *     the node's ar_merkle</a>
 */
public final class ChunkTree {
  /** No chunk has more bytes. */
  public static final int MAX_CHUNK = 256 << 10;

  /** No chunk but an only one has fewer bytes. */
  public static final int MIN_CHUNK = 32 << 10;

  /** More data is not put into one transaction. */
  public static final long MAX_SIZE = 1L << 40;

  private static final int HASH = 32;
  private static final int NOTE = 32;

  private final Node root;
  private final long size;
  private final List<Leaf> leaves;

  private ChunkTree(Node root, long size, List<Leaf> leaves) {
    this.root = root;
    this.size = size;
    this.leaves = leaves;
  }

  private sealed interface Node {
    byte[] id();

    long end();
  }

  private record Leaf(byte[] id, long start, long end, byte[] hash) implements Node {}

  private record Branch(byte[] id, long end, Node left, Node right) implements Node {}

  /**
   * A chunk of data, half open.
   *
   * @param index from 0
   * @param start its first byte
   * @param end the byte after its last
   */
  public record Chunk(int index, long start, long end) {
    public int length() {
      return (int) (end - start);
    }
  }

  /**
   * The tree of a stream of this many bytes, of which one chunk at a time is in memory.
   *
   * @throws EOFException if it ends before
   */
  public static ChunkTree of(InputStream data, long size) throws IOException {
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("Cannot make chunks of " + size + " bytes");
    }
    List<Leaf> leaves = new ArrayList<>();
    byte[] buffer = new byte[(int) Math.min(size, MAX_CHUNK)];
    long start = 0;
    for (long end : ends(size)) {
      int length = (int) (end - start);
      if (data.readNBytes(buffer, 0, length) != length) {
        throw new EOFException("Cannot make chunks: the data ends before byte " + end);
      }
      byte[] hash = Sha256.of(Arrays.copyOf(buffer, length));
      byte[] id = Sha256.of(Sha256.of(hash), Sha256.of(note(end)));
      leaves.add(new Leaf(id, start, end, hash));
      start = end;
    }
    List<Node> level = new ArrayList<>(leaves);
    while (level.size() > 1) {
      level = above(level);
    }
    return new ChunkTree(level.get(0), size, leaves);
  }

  /** Where the chunks of data of this size end. */
  private static List<Long> ends(long size) {
    List<Long> ends = new ArrayList<>();
    long start = 0;
    while (size - start >= MAX_CHUNK) {
      long rest = size - start;
      long after = rest - MAX_CHUNK;
      start += after > 0 && after < MIN_CHUNK ? (rest + 1) / 2 : MAX_CHUNK;
      ends.add(start);
    }
    ends.add(size);
    return ends;
  }

  private static List<Node> above(List<Node> level) {
    List<Node> above = new ArrayList<>();
    for (int index = 0; index < level.size(); index += 2) {
      Node left = level.get(index);
      if (index + 1 == level.size()) {
        above.add(left);
        continue;
      }
      Node right = level.get(index + 1);
      byte[] id =
          Sha256.of(Sha256.of(left.id()), Sha256.of(right.id()), Sha256.of(note(left.end())));
      above.add(new Branch(id, right.end(), left, right));
    }
    return above;
  }

  /** The 32 bytes that a transaction commits to. */
  public byte[] root() {
    return root.id().clone();
  }

  public long size() {
    return size;
  }

  /** The chunks that are sent. */
  public List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    for (Leaf leaf : leaves) {
      if (leaf.end() > leaf.start()) {
        chunks.add(new Chunk(chunks.size(), leaf.start(), leaf.end()));
      }
    }
    return chunks;
  }

  /** The way from the root to a chunk, which proves that it belongs there. */
  public byte[] path(Chunk chunk) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    Node node = root;
    while (node instanceof Branch branch) {
      path.writeBytes(branch.left().id());
      path.writeBytes(branch.right().id());
      path.writeBytes(note(branch.left().end()));
      node = chunk.start() < branch.left().end() ? branch.left() : branch.right();
    }
    path.writeBytes(((Leaf) node).hash());
    path.writeBytes(note(node.end()));
    return path.toByteArray();
  }

  /** Whether these bytes are the chunk that a path leads to, in data with this root and size. */
  public static boolean proves(byte[] root, long size, Chunk chunk, byte[] path, byte[] bytes) {
    byte[] expected = root;
    long start = 0;
    long end = size;
    ByteBuffer rest = ByteBuffer.wrap(path);
    while (rest.remaining() >= 2 * HASH + NOTE) {
      byte[] left = take(rest, HASH);
      byte[] right = take(rest, HASH);
      byte[] note = take(rest, NOTE);
      long middle = ByteBuffer.wrap(note).getLong(NOTE - Long.BYTES);
      byte[] id = Sha256.of(Sha256.of(left), Sha256.of(right), Sha256.of(note));
      if (!Arrays.equals(note, note(middle))
          || !Arrays.equals(id, expected)
          || middle <= start
          || middle > end) {
        return false;
      }
      if (chunk.start() < middle) {
        expected = left;
        end = middle;
      } else {
        expected = right;
        start = middle;
      }
    }
    if (rest.remaining() != HASH + NOTE) {
      return false;
    }
    byte[] hash = take(rest, HASH);
    byte[] note = take(rest, NOTE);
    return Arrays.equals(Sha256.of(Sha256.of(hash), Sha256.of(note)), expected)
        && Arrays.equals(note, note(end))
        && start == chunk.start()
        && end == chunk.end()
        && bytes.length == chunk.length()
        && Arrays.equals(hash, Sha256.of(bytes));
  }

  private static byte[] take(ByteBuffer from, int length) {
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  /** An offset as nodes write it: 32 bytes, the highest first. */
  private static byte[] note(long offset) {
    return ByteBuffer.allocate(NOTE).putLong(NOTE - Long.BYTES, offset).array();
  }
}
