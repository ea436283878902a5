package net.neuralpro.schemas.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;
import org.junit.jupiter.api.Test;

class StandardMerkleTreeTest {
  /** Made by the npm package that the file names. */
  private static JsonNode vectors() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StandardMerkleTreeTest.class.getResourceAsStream("standard-merkle-trees.json"))) {
      return new ObjectMapper().readTree(in).get("trees");
    }
  }

  private static Address account(int number) {
    return Address.of(
        java.util.Arrays.copyOf(Keccak.hash(new byte[] {(byte) (number >> 8), (byte) number}), 20));
  }

  @Test
  void hasTheRootsAndProofsOfOpenZeppelinsLibrary() throws IOException {
    for (JsonNode tree : vectors()) {
      StandardMerkleTree.Builder builder = new StandardMerkleTree.Builder();
      for (JsonNode leaf : tree.get("leaves")) {
        builder.add(Address.parse(leaf.get(0).asText()), Wei.parse(leaf.get(1).asText()));
      }
      StandardMerkleTree ours = builder.build();
      assertThat("0x" + HexFormat.of().formatHex(ours.root())).isEqualTo(tree.get("root").asText());
      for (int index = 0; index < ours.size(); index++) {
        JsonNode leaf = tree.get("leaves").get(index);
        List<String> proof =
            ours
                .proof(Address.parse(leaf.get(0).asText()), Wei.parse(leaf.get(1).asText()))
                .stream()
                .map(hash -> "0x" + HexFormat.of().formatHex(hash))
                .toList();
        List<String> expected = new ArrayList<>();
        tree.get("proofs").get(index).forEach(hash -> expected.add(hash.asText()));
        assertThat(proof).isEqualTo(expected);
      }
    }
  }

  @Property(tries = 50)
  void provesEachOfItsLeavesInWhateverOrderTheyCame(
      @ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
    List<Integer> numbers = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      numbers.add(number);
    }
    StandardMerkleTree.Builder inOrder = new StandardMerkleTree.Builder();
    numbers.forEach(number -> inOrder.add(account(number), Wei.of(number)));
    Collections.shuffle(numbers, new Random(seed));
    StandardMerkleTree.Builder shuffled = new StandardMerkleTree.Builder();
    numbers.forEach(number -> shuffled.add(account(number), Wei.of(number)));
    StandardMerkleTree tree = inOrder.build();
    assertThat(shuffled.build().root()).isEqualTo(tree.root());
    for (int number : numbers) {
      List<byte[]> proof = tree.proof(account(number), Wei.of(number));
      assertThat(StandardMerkleTree.verify(tree.root(), account(number), Wei.of(number), proof))
          .isTrue();
      assertThat(StandardMerkleTree.verify(tree.root(), account(number), Wei.of(77), proof))
          .isFalse();
    }
  }

  @Test
  void refusesToProveWhatItDoesNotHold() {
    StandardMerkleTree.Builder builder = new StandardMerkleTree.Builder();
    builder.add(account(1), Wei.of(1));
    StandardMerkleTree tree = builder.build();
    assertThatThrownBy(() -> tree.proof(account(1), Wei.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot prove a leaf that is not in the tree");
  }
}
