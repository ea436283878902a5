package net.neuralpro.schemas.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleProofsTest {
  /** The leaves of the test vectors of Certificate Transparency's reference implementation. */
  private static final List<byte[]> VECTORS =
      Stream.of(
              "",
              "00",
              "10",
              "2021",
              "3031",
              "40414243",
              "5051525354555657",
              "606162636465666768696a6b6c6d6e6f")
          .map(hex -> MerkleTree.leafHash(HexFormat.of().parseHex(hex)))
          .toList();

  @Example
  void hasTheProofsOfCertificateTransparency() {
    assertThat(hex(MerkleProofs.inclusion(VECTORS, 0)))
        .containsExactly(
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
    assertThat(hex(MerkleProofs.consistency(VECTORS, 6)))
        .containsExactly(
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
  }

  @Property
  void aLeafIsInItsTreeAtItsPlaceOnly(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 39) int leaf,
      @ForAll @IntRange(max = 39) int other,
      @ForAll @IntRange(max = 255) int bit) {
    int index = leaf % size;
    List<byte[]> leaves = leaves(size);
    byte[] root = root(leaves);
    List<byte[]> path = MerkleProofs.inclusion(leaves, index);
    assertThat(MerkleProofs.includes(root, size, index, leaves.get(index), path)).isTrue();
    if (other != index) {
      assertThat(MerkleProofs.includes(root, size, other, leaves.get(index), path)).isFalse();
    }
    for (int hash = 0; hash < path.size(); hash++) {
      assertThat(MerkleProofs.includes(root, size, index, leaves.get(index), flip(path, hash, bit)))
          .isFalse();
    }
    List<byte[]> longer = new ArrayList<>(path);
    longer.add(root);
    assertThat(MerkleProofs.includes(root, size, index, leaves.get(index), longer)).isFalse();
  }

  @Property
  void aTreeBeginsWithItsFirstLeaves(
      @ForAll @IntRange(min = 1, max = 40) int second,
      @ForAll @IntRange(max = 39) int smaller,
      @ForAll @IntRange(max = 255) int bit) {
    int first = smaller % second + 1;
    List<byte[]> leaves = leaves(second);
    byte[] firstRoot = root(leaves.subList(0, first));
    byte[] secondRoot = root(leaves);
    List<byte[]> path = MerkleProofs.consistency(leaves, first);
    assertThat(MerkleProofs.isConsistent(firstRoot, first, secondRoot, second, path)).isTrue();
    for (int hash = 0; hash < path.size(); hash++) {
      assertThat(
              MerkleProofs.isConsistent(
                  firstRoot, first, secondRoot, second, flip(path, hash, bit)))
          .isFalse();
    }
    assertThat(MerkleProofs.isConsistent(firstRoot, first, new byte[32], second, path)).isFalse();
    assertThat(MerkleProofs.isConsistent(new byte[32], first, secondRoot, second, path)).isFalse();
  }

  @Example
  void refusesAHostileProof() {
    List<byte[]> endless = Collections.nCopies(1_000_000, new byte[32]);
    assertThat(MerkleProofs.includes(new byte[32], Long.MAX_VALUE, 1, new byte[32], endless))
        .isFalse();
    assertThat(MerkleProofs.isConsistent(new byte[32], 3, new byte[32], Long.MAX_VALUE, endless))
        .isFalse();
    assertThat(MerkleProofs.isConsistent(new byte[32], 3, new byte[32], 5, List.of())).isFalse();
    assertThatThrownBy(() -> MerkleProofs.inclusion(VECTORS, 8))
        .hasMessage("Cannot prove leaf 8 of a tree of 8");
    assertThatThrownBy(() -> MerkleProofs.consistency(VECTORS, 0))
        .hasMessage("Cannot prove that a tree of 8 begins with 0 leaves");
  }

  private static List<byte[]> leaves(int size) {
    List<byte[]> leaves = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      leaves.add(MerkleTree.leafHash(new byte[] {(byte) index}));
    }
    return leaves;
  }

  private static byte[] root(List<byte[]> leaves) {
    MerkleTree tree = new MerkleTree();
    for (int index = 0; index < leaves.size(); index++) {
      tree.add(new byte[] {(byte) index});
    }
    return tree.root();
  }

  private static List<byte[]> flip(List<byte[]> path, int hash, int bit) {
    List<byte[]> changed = new ArrayList<>(path);
    byte[] bytes = path.get(hash).clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    changed.set(hash, bytes);
    return changed;
  }

  private static List<String> hex(List<byte[]> path) {
    return path.stream().map(HexFormat.of()::formatHex).toList();
  }
}
