package net.neuralpro.schemas.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.recording.Keccak;
import org.junit.jupiter.api.Test;

class PatriciaTrieTest {
  private static HashedTrie trie(int size) {
    HashedTrie trie = new HashedTrie();
    for (int index = 0; index < size; index++) {
      trie.put(key(index), value(index));
    }
    return trie;
  }

  private static byte[] key(int index) {
    return BigInteger.valueOf(index).toByteArray();
  }

  /** Of 1 to 60 bytes. */
  private static byte[] value(int index) {
    byte[] value = new byte[1 + index % 60];
    value[0] = (byte) (index | 1);
    return value;
  }

  @Property(tries = 100)
  void provesEachValueOfATrie(
      @ForAll @IntRange(min = 1, max = 400) int size, @ForAll @IntRange(max = 399) int any) {
    HashedTrie trie = trie(size);
    int index = any % size;
    assertThat(PatriciaTrie.value(trie.root(), key(index), trie.way(key(index))))
        .isEqualTo(value(index));
  }

  @Property(tries = 100)
  void provesNothingOfAKeyThatIsNotThere(
      @ForAll @IntRange(min = 1, max = 400) int size, @ForAll @IntRange(max = 10_000) int any) {
    HashedTrie trie = trie(size);
    byte[] absent = key(size + any);
    assertThatThrownBy(() -> PatriciaTrie.value(trie.root(), absent, trie.way(absent)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PatriciaTrie.value(trie.root(), absent, trie.way(key(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesEveryChangedBit() {
    HashedTrie trie = trie(150);
    byte[] root = trie.root();
    List<byte[]> way = trie.way(key(77));
    assertThat(way).hasSizeGreaterThan(1);
    for (int node = 0; node < way.size(); node++) {
      for (int place = 0; place < 8 * way.get(node).length; place++) {
        List<byte[]> changed = new ArrayList<>(way);
        changed.set(node, HashedTrie.changed(way.get(node), place / 8, place % 8));
        assertThatThrownBy(() -> PatriciaTrie.value(root, key(77), changed))
            .as("bit %d of node %d", place, node)
            .hasMessage("node " + node + " is not the one that is named above");
      }
    }
    for (int place = 0; place < 8 * root.length; place++) {
      byte[] other = HashedTrie.changed(root, place / 8, place % 8);
      assertThatThrownBy(() -> PatriciaTrie.value(other, key(77), way))
          .hasMessage("node 0 is not the one that is named above");
    }
  }

  @Test
  void refusesNodesThatLackOrFollow() {
    HashedTrie trie = trie(150);
    List<byte[]> way = trie.way(key(77));
    assertThatThrownBy(
            () -> PatriciaTrie.value(trie.root(), key(77), way.subList(0, way.size() - 1)))
        .hasMessage("the nodes end before the leaf");
    assertThatThrownBy(() -> PatriciaTrie.value(trie.root(), key(77), List.of()))
        .hasMessage("the nodes end before the leaf");
    List<byte[]> more = new ArrayList<>(way);
    more.add(way.get(0));
    assertThatThrownBy(() -> PatriciaTrie.value(trie.root(), key(77), more))
        .hasMessage("nodes follow the leaf");
    List<byte[]> turned = new ArrayList<>(way);
    Collections.swap(turned, 0, 1);
    assertThatThrownBy(() -> PatriciaTrie.value(trie.root(), key(77), turned))
        .hasMessage("node 0 is not the one that is named above");
  }

  /** Somebody makes up a whole trie, down to nodes of no known kind. */
  @Test
  void refusesNodesThatNoTrieHas() {
    assertRefused(RlpWriter.list(List.of()), "a node has 0 members");
    assertRefused(
        RlpWriter.list(List.of(new byte[] {1}, new byte[] {1}, new byte[] {1})),
        "a node has 3 members");
    assertRefused(
        RlpWriter.list(List.of(RlpWriter.bytes(new byte[0]), new byte[] {1})),
        "a node has no part of a key");
    assertRefused(
        RlpWriter.list(List.of(RlpWriter.bytes(new byte[] {0x40}), new byte[] {1})),
        "a node is of no known kind");
    assertRefused(
        RlpWriter.list(List.of(RlpWriter.bytes(new byte[] {0x21}), new byte[] {1})),
        "a node is of no known kind");
    assertRefused(
        RlpWriter.list(List.of(RlpWriter.bytes(new byte[] {0x20}), new byte[] {1})),
        "the key ends elsewhere than the trie");
    assertRefused(
        RlpWriter.list(List.of(RlpWriter.bytes(new byte[] {0x00}), new byte[] {1})),
        "the key is not in the trie");
    assertRefused(RlpWriter.bytes(new byte[40]), "bytes stand where a list must");
  }

  private static void assertRefused(byte[] node, String message) {
    assertThatThrownBy(() -> PatriciaTrie.value(Keccak.hash(node), key(1), List.of(node)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
