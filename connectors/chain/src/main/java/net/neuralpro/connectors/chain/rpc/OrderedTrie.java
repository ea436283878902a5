package net.neuralpro.connectors.chain.rpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.neuralpro.schemas.recording.Keccak;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/** The Merkle Patricia trie over a list, whose root stands in a block's header. */
final class OrderedTrie {
  private static final int WIDTH = 16;
  private static final int HASH = 32;

  private OrderedTrie() {}

  private record Entry(byte[] path, byte[] value) {}

  /** The root over values by their numbers from 0. */
  static byte[] root(List<byte[]> values) {
    if (values.isEmpty()) {
      return Keccak.hash(RlpEncoder.encode(RlpString.create(new byte[0])));
    }
    List<Entry> entries = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      byte[] key = RlpEncoder.encode(RlpString.create(BigInteger.valueOf(index)));
      entries.add(new Entry(nibbles(key), values.get(index)));
    }
    return Keccak.hash(RlpEncoder.encode(node(entries, 0)));
  }

  private static byte[] nibbles(byte[] key) {
    byte[] nibbles = new byte[2 * key.length];
    for (int index = 0; index < key.length; index++) {
      nibbles[2 * index] = (byte) (key[index] >> 4 & 0xf);
      nibbles[2 * index + 1] = (byte) (key[index] & 0xf);
    }
    return nibbles;
  }

  /** The node over entries that agree up to a depth; no path is the beginning of another. */
  private static RlpType node(List<Entry> entries, int depth) {
    byte[] first = entries.get(0).path();
    if (entries.size() == 1) {
      return new RlpList(
          RlpString.create(packed(first, depth, first.length, true)),
          RlpString.create(entries.get(0).value()));
    }
    int common = depth;
    while (agree(entries, common)) {
      common++;
    }
    if (common > depth) {
      return new RlpList(
          RlpString.create(packed(first, depth, common, false)), reference(entries, common));
    }
    List<RlpType> children = new ArrayList<>();
    for (int nibble = 0; nibble < WIDTH; nibble++) {
      int wanted = nibble;
      List<Entry> below = entries.stream().filter(entry -> entry.path()[depth] == wanted).toList();
      children.add(below.isEmpty() ? RlpString.create(new byte[0]) : reference(below, depth + 1));
    }
    children.add(RlpString.create(new byte[0]));
    return new RlpList(children);
  }

  private static boolean agree(List<Entry> entries, int depth) {
    byte nibble = entries.get(0).path()[depth];
    return entries.stream().allMatch(entry -> entry.path()[depth] == nibble);
  }

  private static RlpType reference(List<Entry> entries, int depth) {
    RlpType node = node(entries, depth);
    byte[] encoded = RlpEncoder.encode(node);
    return encoded.length < HASH ? node : RlpString.create(Keccak.hash(encoded));
  }

  /** A part of a path as bytes, with a mark of whether it is odd and whether it ends here. */
  private static byte[] packed(byte[] path, int from, int to, boolean end) {
    byte[] part = Arrays.copyOfRange(path, from, to);
    int odd = part.length % 2;
    byte[] packed = new byte[part.length / 2 + 1];
    packed[0] = (byte) ((end ? 0x20 : 0) | (odd == 1 ? 0x10 | part[0] : 0));
    for (int index = odd; index < part.length; index += 2) {
      packed[1 + (index - odd) / 2] = (byte) (part[index] << 4 | part[index + 1]);
    }
    return packed;
  }
}
