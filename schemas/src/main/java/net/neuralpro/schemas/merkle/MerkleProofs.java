package net.neuralpro.schemas.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Proofs over the trees of {@link MerkleTree}, after RFC 9162, sections 2.1.3 and 2.1.4: that a
 * leaf is in a tree, and that a tree begins with the leaves of a smaller one.
 */
public final class MerkleProofs {
  /** The most hashes that a proof can have: a tree has at most 2⁶³ − 1 leaves. */
  public static final int MAX_HASHES = 64;

  private MerkleProofs() {}

  /**
   * The siblings on the way from a leaf to the root, lowest first.
   *
   * @param leaves the hashes of all leaves
   * @param index the leaf's
   */
  public static List<byte[]> inclusion(List<byte[]> leaves, int index) {
    if (index < 0 || index >= leaves.size()) {
      throw new IllegalArgumentException(
          "Cannot prove leaf " + index + " of a tree of " + leaves.size());
    }
    List<byte[]> path = new ArrayList<>();
    inclusion(leaves, index, path);
    return path;
  }

  private static void inclusion(List<byte[]> leaves, int index, List<byte[]> path) {
    if (leaves.size() == 1) {
      return;
    }
    int split = split(leaves);
    List<byte[]> left = leaves.subList(0, split);
    List<byte[]> right = leaves.subList(split, leaves.size());
    if (index < split) {
      inclusion(left, index, path);
      path.add(root(right));
    } else {
      inclusion(right, index - split, path);
      path.add(root(left));
    }
  }

  /**
   * Whether the leaf of this hash is in the tree at this place.
   *
   * @param size how many leaves the tree has
   */
  public static boolean includes(
      byte[] root, long size, long index, byte[] leafHash, List<byte[]> path) {
    if (index < 0 || index >= size || path.size() > MAX_HASHES) {
      return false;
    }
    long place = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : path) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        hash = MerkleTree.nodeHash(sibling, hash);
        while ((place & 1) == 0 && place != 0) {
          place >>= 1;
          last >>= 1;
        }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /**
   * The hashes that show that a tree begins with its first leaves.
   *
   * @param leaves the hashes of all leaves
   * @param first how many the smaller tree has, at least 1
   */
  public static List<byte[]> consistency(List<byte[]> leaves, int first) {
    if (first < 1 || first > leaves.size()) {
      throw new IllegalArgumentException(
          "Cannot prove that a tree of " + leaves.size() + " begins with " + first + " leaves");
    }
    List<byte[]> path = new ArrayList<>();
    consistency(leaves, first, path);
    return path;
  }

  private static void consistency(List<byte[]> leaves, int first, List<byte[]> path) {
    List<byte[]> rest = leaves;
    int wanted = first;
    boolean known = true;
    List<byte[]> behind = new ArrayList<>();
    while (wanted < rest.size()) {
      int split = split(rest);
      if (wanted <= split) {
        behind.add(root(rest.subList(split, rest.size())));
        rest = rest.subList(0, split);
      } else {
        behind.add(root(rest.subList(0, split)));
        rest = rest.subList(split, rest.size());
        wanted -= split;
        known = false;
      }
    }
    if (!known) {
      path.add(root(rest));
    }
    for (int index = behind.size() - 1; index >= 0; index--) {
      path.add(behind.get(index));
    }
  }

  /** Whether the larger tree begins with all leaves of the smaller one. */
  public static boolean isConsistent(
      byte[] firstRoot, long first, byte[] secondRoot, long second, List<byte[]> path) {
    if (first < 1 || first > second || path.size() > MAX_HASHES) {
      return false;
    }
    if (first == second) {
      return path.isEmpty() && Arrays.equals(firstRoot, secondRoot);
    }
    List<byte[]> hashes = new ArrayList<>(path);
    if (Long.bitCount(first) == 1) {
      hashes.add(0, firstRoot);
    }
    if (hashes.isEmpty()) {
      return false;
    }
    int shared = Long.numberOfTrailingZeros(~(first - 1));
    long place = (first - 1) >> shared;
    long last = (second - 1) >> shared;
    byte[] before = hashes.get(0);
    byte[] after = before;
    for (byte[] hash : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((place & 1) == 1 || place == last) {
        before = MerkleTree.nodeHash(hash, before);
        after = MerkleTree.nodeHash(hash, after);
        while ((place & 1) == 0 && place != 0) {
          place >>= 1;
          last >>= 1;
        }
      } else {
        after = MerkleTree.nodeHash(after, hash);
      }
      place >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(before, firstRoot) && Arrays.equals(after, secondRoot);
  }

  private static int split(List<byte[]> leaves) {
    return Integer.highestOneBit(leaves.size() - 1);
  }

  private static byte[] root(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int split = split(leaves);
    return MerkleTree.nodeHash(
        root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
  }
}
