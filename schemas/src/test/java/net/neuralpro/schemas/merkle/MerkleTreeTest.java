package net.neuralpro.schemas.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MerkleTreeTest {
  /** The leaves of the test vectors of Certificate Transparency's reference implementation. */
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Example
  void hasTheRootsOfCertificateTransparency() {
    MerkleTree tree = new MerkleTree();
    for (int index = 0; index < LEAVES.size(); index++) {
      tree.add(HexFormat.of().parseHex(LEAVES.get(index)));
      assertThat(HexFormat.of().formatHex(tree.root())).isEqualTo(ROOTS.get(index));
    }
    assertThat(tree.size()).isEqualTo(LEAVES.size());
  }

  @Property
  void equalsItsRecursiveDefinition(@ForAll List<String> contents) {
    MerkleTree tree = new MerkleTree();
    List<byte[]> leaves =
        contents.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    leaves.forEach(tree::add);
    assertThat(tree.root()).isEqualTo(root(leaves));
  }

  private static byte[] root(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return new MerkleTree().root();
    }
    if (leaves.size() == 1) {
      return MerkleTree.leafHash(leaves.get(0));
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(
        root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
  }
}
