package net.neuralpro.schemas.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;
import org.junit.jupiter.api.Test;

/** A block of a chain that is made up, with a registry in it. */
class StateProofTest {
  private static final long CHAIN = 10;
  private static final String DATASET = "d1".repeat(32);
  private static final byte[] MANIFEST = Keccak.hash(new byte[] {1});
  private static final Address REGISTRY = Address.of(filled(Address.LENGTH, 0xaa));
  private static final Address PUBLISHER = Address.of(filled(Address.LENGTH, 0xbb));
  private static final LineageCommitment LINEAGE = new LineageCommitment("0c".repeat(32), 1800);

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static BlockProof block(long number, LineageCommitment lineage) {
    List<byte[]> slots = StateProof.slots(DATASET, MANIFEST);
    HashedTrie storage = new HashedTrie();
    for (int other = 0; other < 40; other++) {
      storage.put(filled(32, other), RlpWriter.number(BigInteger.valueOf(other + 1)));
    }
    byte[] packed =
        ByteBuffer.allocate(32)
            .putLong(lineage.leaves())
            .putInt((int) number)
            .put(filled(Address.LENGTH, 0xbb))
            .array();
    storage.put(slots.get(0), RlpWriter.number(new BigInteger(1, packed)));
    storage.put(slots.get(1), RlpWriter.number(new BigInteger(lineage.root(), 16)));
    HashedTrie state = new HashedTrie();
    for (int other = 0; other < 40; other++) {
      state.put(filled(Address.LENGTH, other), account(filled(32, other)));
    }
    state.put(filled(Address.LENGTH, 0xaa), account(storage.root()));
    List<byte[]> header = new ArrayList<>();
    for (int field = 0; field < 15; field++) {
      header.add(
          switch (field) {
            case 3 -> RlpWriter.bytes(state.root());
            case 8 -> RlpWriter.number(BigInteger.valueOf(77));
            default -> RlpWriter.bytes(filled(32, field));
          });
    }
    return new BlockProof(
        HexFormat.of().formatHex(RlpWriter.list(header)),
        texts(state.way(filled(Address.LENGTH, 0xaa))),
        texts(storage.way(slots.get(0))),
        texts(storage.way(slots.get(1))));
  }

  private static byte[] account(byte[] storage) {
    return RlpWriter.list(
        List.of(
            RlpWriter.bytes(new byte[] {1}),
            RlpWriter.bytes(new byte[0]),
            RlpWriter.bytes(storage),
            RlpWriter.bytes(filled(32, 9))));
  }

  private static List<String> texts(List<byte[]> nodes) {
    return nodes.stream().map(HexFormat.of()::formatHex).toList();
  }

  private static StateProof.Stored read(BlockProof proof) {
    return StateProof.read(proof, CHAIN, REGISTRY, DATASET, MANIFEST);
  }

  @Test
  void readsWhatABlockHolds() {
    BlockProof proof = block(3, LINEAGE);
    assertThat(read(proof))
        .isEqualTo(
            new StateProof.Stored(new Anchor(CHAIN, REGISTRY, DATASET, PUBLISHER, 3), LINEAGE));
    assertThat(StateProof.blockNumber(proof)).isEqualTo(77);
  }

  @Test
  void readsTheLargestNumbers() {
    LineageCommitment most = new LineageCommitment("00".repeat(31) + "01", Long.MAX_VALUE);
    assertThat(read(block(0xffff_ffffL, most)).lineage()).isEqualTo(most);
    assertThat(read(block(0xffff_ffffL, most)).anchor().number()).isEqualTo(0xffff_ffffL);
  }

  @Test
  void readsNothingOfAnotherContractDatasetOrManifest() {
    BlockProof proof = block(3, LINEAGE);
    assertThatThrownBy(() -> StateProof.read(proof, CHAIN, PUBLISHER, DATASET, MANIFEST))
        .hasMessageStartingWith("at account, ");
    assertThatThrownBy(() -> StateProof.read(proof, CHAIN, REGISTRY, "d2".repeat(32), MANIFEST))
        .hasMessageStartingWith("at samples, ");
    assertThatThrownBy(() -> StateProof.read(proof, CHAIN, REGISTRY, DATASET, filled(32, 1)))
        .hasMessageStartingWith("at samples, ");
  }

  /** Whoever trusts the block's hash is shown what it holds, or nothing. */
  @Test
  void refusesEveryChangedByte() {
    BlockProof proof = block(3, LINEAGE);
    int changes = 0;
    for (int part = 0; part < 4; part++) {
      int nodes = part == 0 ? 1 : part(proof, part).size();
      for (int node = 0; node < nodes; node++) {
        String text = part == 0 ? proof.header() : part(proof, part).get(node);
        for (int index = 0; index < text.length() / 2; index++) {
          BlockProof changed = with(proof, part, node, flipped(text, index));
          assertThat(shown(changed, proof.blockHash()))
              .as("byte %d of node %d of part %d", index, node, part)
              .isEmpty();
          changes++;
        }
      }
    }
    assertThat(changes).isGreaterThan(2000);
  }

  private static Optional<StateProof.Stored> shown(BlockProof proof, String trusted) {
    try {
      return proof.blockHash().equals(trusted) ? Optional.of(read(proof)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<String> part(BlockProof proof, int part) {
    return switch (part) {
      case 1 -> proof.account();
      case 2 -> proof.samples();
      default -> proof.lineage();
    };
  }

  private static BlockProof with(BlockProof proof, int part, int node, String text) {
    List<List<String>> parts =
        List.of(
            new ArrayList<>(proof.account()),
            new ArrayList<>(proof.samples()),
            new ArrayList<>(proof.lineage()));
    if (part > 0) {
      parts.get(part - 1).set(node, text);
    }
    return new BlockProof(
        part == 0 ? text : proof.header(), parts.get(0), parts.get(1), parts.get(2));
  }

  private static String flipped(String text, int index) {
    byte[] bytes = HexFormat.of().parseHex(text);
    bytes[index] ^= 1;
    return HexFormat.of().formatHex(bytes);
  }
}
