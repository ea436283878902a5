package net.neuralpro.pipelines.control.verification;

import java.math.BigInteger;
import net.neuralpro.schemas.recording.Address;

/** Values as the contracts encode them: words of 32 bytes, one after the other. */
final class Words32 {
  static final int LENGTH = 32;

  private Words32() {}

  /** abi.encode of an unsigned number. */
  static byte[] of(BigInteger number) {
    if (number.signum() < 0 || number.bitLength() > 8 * LENGTH) {
      throw new IllegalArgumentException("Cannot encode %s in 32 bytes".formatted(number));
    }
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - LENGTH);
    byte[] word = new byte[LENGTH];
    System.arraycopy(bytes, from, word, LENGTH - bytes.length + from, bytes.length - from);
    return word;
  }

  /** abi.encode of an address. */
  static byte[] of(Address address) {
    byte[] word = new byte[LENGTH];
    System.arraycopy(address.bytes(), 0, word, LENGTH - Address.LENGTH, Address.LENGTH);
    return word;
  }

  /** All words after each other. */
  static byte[] joined(byte[]... words) {
    byte[] all = new byte[words.length * LENGTH];
    for (int index = 0; index < words.length; index++) {
      if (words[index].length != LENGTH) {
        throw new IllegalArgumentException(
            "Cannot encode %d bytes as a word of 32".formatted(words[index].length));
      }
      System.arraycopy(words[index], 0, all, index * LENGTH, LENGTH);
    }
    return all;
  }
}
