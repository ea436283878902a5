package net.neuralpro.schemas.reward;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;

/**
 * OpenZeppelin's standard Merkle tree over accounts and amounts, {@code ["address", "uint256"]}: a
 * leaf is {@code keccak256(keccak256(abi.encode(account, amount)))}, leaves are sorted by their
 * hashes, a node is the hash of its two children, the lesser first.
 *
 * @see <a href="https://github.com/OpenZeppelin/merkle-tree">@openzeppelin/merkle-tree</a>
 */
public final class StandardMerkleTree {
  /** The most leaves of a tree. */
  public static final int MOST = 1 << 24;

  private static final int HASH = 32;
  private static final int WORD = 32;

  /** All nodes, the root first, children of node n at 2n + 1 and 2n + 2. */
  private final byte[] nodes;

  private final int leaves;

  private StandardMerkleTree(byte[] nodes, int leaves) {
    this.nodes = nodes;
    this.leaves = leaves;
  }

  /** Gathers leaves, in any order. */
  public static final class Builder {
    private byte[] hashes = new byte[HASH << 4];
    private int count;

    /** Adds an account and what it has earned. */
    public void add(Address account, Wei amount) {
      add(account.bytes(), amount.amount());
    }

    /**
     * Adds an account and what it has earned.
     *
     * @param account 20 bytes
     * @param amount less than 2^256, not negative
     */
    public void add(byte[] account, BigInteger amount) {
      if (count == MOST) {
        throw new IllegalStateException("Cannot make a tree of more than " + MOST + " leaves");
      }
      if (hashes.length == count * HASH) {
        hashes = Arrays.copyOf(hashes, hashes.length * 2);
      }
      System.arraycopy(leaf(account, amount), 0, hashes, count * HASH, HASH);
      count++;
    }

    /**
     * The tree of what was added.
     *
     * @throws IllegalStateException if nothing was
     */
    public StandardMerkleTree build() {
      if (count == 0) {
        throw new IllegalStateException("Cannot make a tree without leaves");
      }
      byte[] nodes = new byte[(2 * count - 1) * HASH];
      int node = 2 * count - 2;
      for (int leaf : ByteRows.order(hashes, HASH, count)) {
        System.arraycopy(hashes, leaf * HASH, nodes, node * HASH, HASH);
        node--;
      }
      for (; node >= 0; node--) {
        byte[] hash = parent(at(nodes, 2 * node + 1), at(nodes, 2 * node + 2));
        System.arraycopy(hash, 0, nodes, node * HASH, HASH);
      }
      return new StandardMerkleTree(nodes, count);
    }
  }

  /** The hash of the leaf of an account. */
  private static byte[] leaf(byte[] account, BigInteger amount) {
    byte[] encoded = new byte[2 * WORD];
    System.arraycopy(account, 0, encoded, WORD - Address.LENGTH, Address.LENGTH);
    byte[] number = amount.toByteArray();
    int length = Math.min(number.length, WORD);
    System.arraycopy(number, number.length - length, encoded, 2 * WORD - length, length);
    return Keccak.hash(Keccak.hash(encoded));
  }

  private static byte[] parent(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) <= 0
        ? Keccak.hash(one, other)
        : Keccak.hash(other, one);
  }

  private static byte[] at(byte[] nodes, int node) {
    return Arrays.copyOfRange(nodes, node * HASH, (node + 1) * HASH);
  }

  /** How many leaves it has. */
  public int size() {
    return leaves;
  }

  public byte[] root() {
    return at(nodes, 0);
  }

  /**
   * The hashes beside the way from the leaf of an account to the root, lowest first.
   *
   * @throws IllegalArgumentException if there is no such leaf
   */
  public List<byte[]> proof(Address account, Wei amount) {
    byte[] leaf = leaf(account.bytes(), amount.amount());
    int node = find(leaf);
    List<byte[]> proof = new ArrayList<>();
    while (node > 0) {
      int sibling = node % 2 == 0 ? node - 1 : node + 1;
      proof.add(at(nodes, sibling));
      node = (node - 1) / 2;
    }
    return proof;
  }

  private int find(byte[] leaf) {
    int low = leaves - 1;
    int high = 2 * leaves - 2;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(at(nodes, middle), leaf);
      if (order == 0) {
        return middle;
      }
      // later nodes have lesser hashes
      if (order < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    throw new IllegalArgumentException("Cannot prove a leaf that is not in the tree");
  }

  /** Whether a proof leads from the leaf of an account to this root. */
  public static boolean verify(byte[] root, Address account, Wei amount, List<byte[]> proof) {
    byte[] node = leaf(account.bytes(), amount.amount());
    for (byte[] sibling : proof) {
      node = parent(node, sibling);
    }
    return Arrays.equals(node, root);
  }
}
