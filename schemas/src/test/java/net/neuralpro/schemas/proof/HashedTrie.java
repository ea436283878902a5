package net.neuralpro.schemas.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.Keccak;

/** A Merkle-Patricia trie with hashed keys, written apart from what checks it. */
final class HashedTrie {
  private final Map<String, byte[]> entries = new TreeMap<>();

  /** Puts a value that is RLP already. */
  void put(byte[] key, byte[] value) {
    entries.put(path(key), value);
  }

  private static String path(byte[] key) {
    StringBuilder path = new StringBuilder();
    for (byte next : Keccak.hash(key)) {
      path.append(String.format("%02x", next & 0xff));
    }
    return path.toString();
  }

  byte[] root() {
    return Keccak.hash(node(entries, 0, "", new ArrayList<>()));
  }

  /** The nodes on the way of a key, as far as it goes. */
  List<byte[]> way(byte[] key) {
    List<byte[]> way = new ArrayList<>();
    way.add(node(entries, 0, path(key), way));
    List<byte[]> fromTheRoot = new ArrayList<>();
    for (int index = way.size() - 1; index >= 0; index--) {
      fromTheRoot.add(way.get(index));
    }
    return fromTheRoot;
  }

  /** The node over entries that agree up to a depth; nodes below it that are on a way are kept. */
  private static byte[] node(Map<String, byte[]> below, int depth, String way, List<byte[]> kept) {
    List<String> paths = List.copyOf(below.keySet());
    String first = paths.get(0);
    if (below.size() == 1) {
      return RlpWriter.list(
          List.of(
              RlpWriter.bytes(packed(first.substring(depth), 2)),
              RlpWriter.bytes(below.get(first))));
    }
    int common = depth;
    while (agree(paths, common)) {
      common++;
    }
    if (common > depth) {
      return RlpWriter.list(
          List.of(
              RlpWriter.bytes(packed(first.substring(depth, common), 0)),
              child(below, common, way, kept)));
    }
    List<byte[]> children = new ArrayList<>();
    for (int nibble = 0; nibble < 16; nibble++) {
      String prefix = first.substring(0, depth) + Integer.toHexString(nibble);
      Map<String, byte[]> under = new TreeMap<>();
      below.forEach(
          (path, value) -> {
            if (path.startsWith(prefix)) {
              under.put(path, value);
            }
          });
      children.add(
          under.isEmpty() ? RlpWriter.bytes(new byte[0]) : child(under, depth + 1, way, kept));
    }
    children.add(RlpWriter.bytes(new byte[0]));
    return RlpWriter.list(children);
  }

  private static boolean agree(List<String> paths, int depth) {
    return paths.stream().allMatch(path -> path.charAt(depth) == paths.get(0).charAt(depth));
  }

  private static byte[] child(Map<String, byte[]> below, int depth, String way, List<byte[]> kept) {
    byte[] node = node(below, depth, way, kept);
    if (node.length < 32) {
      return node;
    }
    if (way.startsWith(below.keySet().iterator().next().substring(0, depth))) {
      kept.add(node);
    }
    return RlpWriter.bytes(Keccak.hash(node));
  }

  private static byte[] packed(String nibbles, int kind) {
    String digits =
        nibbles.length() % 2 == 1 ? (kind + 1) + nibbles : Integer.toString(kind) + "0" + nibbles;
    byte[] packed = new byte[digits.length() / 2];
    for (int index = 0; index < packed.length; index++) {
      packed[index] = (byte) Integer.parseInt(digits.substring(2 * index, 2 * index + 2), 16);
    }
    return packed;
  }

  /** A node with one bit changed. */
  static byte[] changed(byte[] node, int index, int bit) {
    byte[] changed = Arrays.copyOf(node, node.length);
    changed[index] ^= (byte) (1 << bit);
    return changed;
  }
}
