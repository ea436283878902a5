package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;

/** Values as contracts encode them, each in a word of 32 bytes, and hashes of these. */
final class Encoding {
  private static final int WORD = 32;

  private Encoding() {}

  static byte[] word(Address address) {
    byte[] word = new byte[WORD];
    System.arraycopy(address.bytes(), 0, word, WORD - Address.LENGTH, Address.LENGTH);
    return word;
  }

  static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int skipped = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    byte[] word = new byte[WORD];
    System.arraycopy(bytes, skipped, word, WORD - bytes.length + skipped, bytes.length - skipped);
    return word;
  }

  static byte[] word(long number) {
    return word(BigInteger.valueOf(number));
  }

  /** The hash of the text that names an EIP-712 type. */
  static byte[] type(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  static Digest hash(byte[]... words) {
    return Digest.of(Keccak.hash(words));
  }

  /**
   * Requires a number that a contract can hold.
   *
   * @param what names it in the message
   */
  static void requireBits(String what, BigInteger number, int bits) {
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw new IllegalArgumentException(
          "Cannot use %s as %s: 0 to 2^%d - 1".formatted(number, what, bits));
    }
  }

  /** Requires a time in seconds since 1970. */
  static void requireTime(String what, long seconds) {
    if (seconds < 0) {
      throw new IllegalArgumentException(
          "Cannot use %d as %s: seconds since 1970".formatted(seconds, what));
    }
  }
}
