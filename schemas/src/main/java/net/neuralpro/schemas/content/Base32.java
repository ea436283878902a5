package net.neuralpro.schemas.content;

import java.util.Arrays;

/** RFC 4648 base 32, lower case, without padding, as multibase prefix {@code b} names it. */
public final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final byte[] VALUES = new byte[128];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < 32; value++) {
      VALUES[ALPHABET.charAt(value)] = (byte) value;
    }
  }

  private Base32() {}

  public static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (byte next : bytes) {
      buffer = (buffer << 8) | (next & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    if (bits > 0) {
      text.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
    }
    return text.toString();
  }

  /**
   * The bytes of a text, which must be the one that {@link #encode} gives for them.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static byte[] decode(String text) {
    byte[] bytes = new byte[text.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int length = 0;
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      int value = letter < 128 ? VALUES[letter] : -1;
      if (value < 0) {
        throw new IllegalArgumentException(
            "Cannot read base 32: '" + letter + "' at " + index + " is none of its letters");
      }
      buffer = (buffer << 5) | value;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = (byte) (buffer >> bits);
        buffer &= (1 << bits) - 1;
      }
    }
    if (bits >= 5 || buffer != 0) {
      throw new IllegalArgumentException("Cannot read base 32: bits are left over at its end");
    }
    return bytes;
  }
}
