package net.neuralpro.schemas.merkle;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.content.Sha256;

/**
 * The Merkle tree hash of RFC 6962 (section 2.1): leaves and inner nodes are hashed under different
 * prefixes, so that neither can pass for the other. Fed leaf by leaf; holds one hash a level.
 */
public final class MerkleTree {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  /** Roots of complete subtrees, largest first; the sizes are the set bits of {@link #leaves}. */
  private final List<byte[]> subtrees = new ArrayList<>();

  private long leaves;

  /** The hash of a leaf's content. */
  public static byte[] leafHash(byte[] content) {
    return Sha256.of(LEAF, content);
  }

  /** The hash of an inner node. */
  public static byte[] nodeHash(byte[] left, byte[] right) {
    return Sha256.of(NODE, left, right);
  }

  /** Appends the leaf of this content. */
  public void add(byte[] content) {
    byte[] hash = leafHash(content);
    for (long rest = leaves; (rest & 1) == 1; rest >>= 1) {
      hash = nodeHash(subtrees.remove(subtrees.size() - 1), hash);
    }
    subtrees.add(hash);
    leaves++;
  }

  /** How many leaves there are. */
  public long size() {
    return leaves;
  }

  /** The root, 32 bytes; of no leaves, the hash of nothing. */
  public byte[] root() {
    if (subtrees.isEmpty()) {
      return Sha256.of();
    }
    byte[] root = subtrees.get(subtrees.size() - 1);
    for (int index = subtrees.size() - 2; index >= 0; index--) {
      root = nodeHash(subtrees.get(index), root);
    }
    return root.clone();
  }
}
