package net.neuralpro.schemas.proof;

import java.util.Arrays;
import java.util.List;
import net.neuralpro.schemas.recording.Keccak;

/**
 * Checks proofs of Ethereum's Merkle-Patricia tries whose keys are hashed.
 *
 * @see <a
 *     href="https://ethereum.org/developers/docs/data-structures-and-encoding/patricia-merkle-trie/">The
 *     trie</a>
 */
final class PatriciaTrie {
  private static final int NIBBLES = 64;
  private static final int BRANCH = 17;

  private final byte[] path;
  private int taken;
  private boolean ended;

  private PatriciaTrie(byte[] key) {
    byte[] hash = Keccak.hash(key);
    path = new byte[NIBBLES];
    for (int index = 0; index < hash.length; index++) {
      path[2 * index] = (byte) (hash[index] >> 4 & 15);
      path[2 * index + 1] = (byte) (hash[index] & 15);
    }
  }

  /**
   * The value of a key.
   *
   * @param root 32 bytes
   * @param key before it is hashed
   * @param nodes from the root to the leaf, each as RLP; none may be left over
   * @throws IllegalArgumentException if they do not prove a value of this key under this root
   */
  static byte[] value(byte[] root, byte[] key, List<byte[]> nodes) {
    PatriciaTrie trie = new PatriciaTrie(key);
    byte[] expected = root;
    for (int index = 0; index < nodes.size(); index++) {
      byte[] node = nodes.get(index);
      if (!Arrays.equals(Keccak.hash(node), expected)) {
        throw new IllegalArgumentException("node " + index + " is not the one that is named above");
      }
      Rlp next = trie.step(Rlp.read(node).itemsOnly());
      while (!trie.ended && next instanceof Rlp.Items inner) {
        next = trie.step(inner.items());
      }
      byte[] bytes = next.bytesOnly();
      if (trie.ended) {
        if (index != nodes.size() - 1) {
          throw new IllegalArgumentException("nodes follow the leaf");
        }
        return bytes;
      }
      if (bytes.length != 32) {
        throw new IllegalArgumentException("the key is not in the trie");
      }
      expected = bytes;
    }
    throw new IllegalArgumentException("the nodes end before the leaf");
  }

  /** What comes behind a node on the way of the key: a node, its hash, or at the end the value. */
  private Rlp step(List<Rlp> node) {
    if (node.size() == BRANCH && taken < NIBBLES) {
      return node.get(path[taken++]);
    }
    if (node.size() != 2) {
      throw new IllegalArgumentException("a node has " + node.size() + " members");
    }
    byte[] part = node.get(0).bytesOnly();
    if (part.length == 0) {
      throw new IllegalArgumentException("a node has no part of a key");
    }
    int flags = part[0] >> 4 & 15;
    boolean leaf = flags >= 2;
    boolean odd = (flags & 1) == 1;
    if (flags > 3 || !odd && (part[0] & 15) != 0) {
      throw new IllegalArgumentException("a node is of no known kind");
    }
    for (int index = odd ? 1 : 2; index < 2 * part.length; index++) {
      int nibble = index % 2 == 0 ? part[index / 2] >> 4 & 15 : part[index / 2] & 15;
      if (taken == NIBBLES || path[taken++] != nibble) {
        throw new IllegalArgumentException("the key is not in the trie");
      }
    }
    if (leaf && taken != NIBBLES) {
      throw new IllegalArgumentException("the key ends elsewhere than the trie");
    }
    ended = leaf;
    return node.get(1);
  }
}
