package net.neuralpro.schemas.proof;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;

/** Checks what a block says of a version: the storage of {@code DatasetRegistry}, word by word. */
public final class StateProof {
  private static final int STATE_ROOT = 3;
  private static final int NUMBER = 8;
  private static final int MIN_HEADER = 15;
  private static final int STORAGE_ROOT = 2;

  private StateProof() {}

  /** The slots of a version in the contract: publisher, number and samples; then the lineage. */
  public static List<byte[]> slots(String dataset, byte[] manifest) {
    byte[] key = Keccak.hash(Hexadecimal.hash(dataset), manifest);
    byte[] first = Keccak.hash(key, new byte[32]);
    return List.of(first, word(new BigInteger(1, first).add(BigInteger.ONE)));
  }

  /** The number of the block. */
  public static long blockNumber(BlockProof proof) {
    byte[] number = header(proof).get(NUMBER).bytesOnly();
    if (number.length > 7) {
      throw new IllegalArgumentException("the block's number is too large");
    }
    return new BigInteger(1, number).longValueExact();
  }

  /**
   * What a contract holds of a version.
   *
   * @param anchor where it was published, by whom and as which
   * @param lineage its Merkle root over all samples
   */
  public record Stored(Anchor anchor, LineageCommitment lineage) {}

  /**
   * Reads what the block holds of a version.
   *
   * @param chain the chain's number, which no header says
   * @throws IllegalArgumentException if the proof does not hold; the message says where
   */
  public static Stored read(
      BlockProof proof, long chain, Address registry, String dataset, byte[] manifest) {
    byte[] state = header(proof).get(STATE_ROOT).bytesOnly();
    List<Rlp> account =
        Rlp.read(value("account", state, address(registry), proof.account())).itemsOnly();
    if (account.size() != 4) {
      throw new IllegalArgumentException("the account has " + account.size() + " members");
    }
    byte[] storage = account.get(STORAGE_ROOT).bytesOnly();
    List<byte[]> slots = slots(dataset, manifest);
    ByteBuffer packed = ByteBuffer.wrap(stored("samples", storage, slots.get(0), proof.samples()));
    long samples = packed.getLong();
    long number = Integer.toUnsignedLong(packed.getInt());
    byte[] publisher = new byte[Address.LENGTH];
    packed.get(publisher);
    byte[] root = stored("lineage", storage, slots.get(1), proof.lineage());
    return new Stored(
        new Anchor(chain, registry, dataset, Address.of(publisher), number),
        new LineageCommitment(HexFormat.of().formatHex(root), samples));
  }

  private static byte[] stored(String name, byte[] root, byte[] slot, List<String> nodes) {
    byte[] found = Rlp.read(value(name, root, slot, nodes)).bytesOnly();
    if (found.length > 32) {
      throw new IllegalArgumentException("the word of " + name + " is too long");
    }
    return word(new BigInteger(1, found));
  }

  private static byte[] value(String name, byte[] root, byte[] key, List<String> nodes) {
    try {
      return PatriciaTrie.value(root, key, nodes.stream().map(HexFormat.of()::parseHex).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("at " + name + ", " + e.getMessage(), e);
    }
  }

  private static List<Rlp> header(BlockProof proof) {
    List<Rlp> fields = Rlp.read(HexFormat.of().parseHex(proof.header())).itemsOnly();
    if (fields.size() < MIN_HEADER || fields.get(STATE_ROOT).bytesOnly().length != 32) {
      throw new IllegalArgumentException("the header is not that of a block");
    }
    return fields;
  }

  private static byte[] address(Address address) {
    return HexFormat.of().parseHex(address.text().substring(2));
  }

  private static byte[] word(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] word = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, word, 32 - length, length);
    return word;
  }
}
