package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The address of an account: the last 20 bytes of the Keccak-256 of its public key.
 *
 * @param text {@code 0x} and 40 hex digits whose case is the checksum of EIP-55
 * @see <a href="https://eips.ethereum.org/EIPS/eip-55">EIP-55</a>
 */
public record Address(@JsonValue String text) implements Comparable<Address> {
  public static final int LENGTH = 20;

  private static final int LETTERS = 2 + 2 * LENGTH;

  @JsonCreator
  public Address {
    requireForm(text);
    String expected = checksummed(text.substring(2).toLowerCase(Locale.ROOT));
    if (!text.equals(expected)) {
      throw new IllegalArgumentException(
          "Cannot use address "
              + text
              + ": its upper and lower case are not the checksum of EIP-55; perhaps a digit is"
              + " wrong");
    }
  }

  /** The address of these 20 bytes. */
  public static Address of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException(
          "Cannot make an address of " + bytes.length + " bytes: 20 needed");
    }
    return new Address(checksummed(HexFormat.of().formatHex(bytes)));
  }

  /** The address of an uncompressed public key: 64 bytes, x then y. */
  static Address ofPublicKey(byte[] key) {
    byte[] hash = Keccak.hash(key);
    return of(Arrays.copyOfRange(hash, hash.length - LENGTH, hash.length));
  }

  /**
   * Reads an address as people write it: with a right checksum, or all in lower or upper case.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Address parse(String text) {
    requireForm(text);
    String digits = text.substring(2);
    boolean unchecked =
        digits.equals(digits.toLowerCase(Locale.ROOT))
            || digits.equals(digits.toUpperCase(Locale.ROOT));
    return new Address(unchecked ? checksummed(digits.toLowerCase(Locale.ROOT)) : text);
  }

  private static void requireForm(String text) {
    boolean form = text.length() == LETTERS && text.startsWith("0x");
    for (int index = 2; form && index < LETTERS; index++) {
      form = HexFormat.isHexDigit(text.charAt(index));
    }
    if (!form) {
      throw new IllegalArgumentException(
          "Cannot use an address of "
              + text.length()
              + " letters: 0x and 40 hex digits are needed");
    }
  }

  private static String checksummed(String digits) {
    byte[] hash = Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII));
    StringBuilder out = new StringBuilder(LETTERS).append("0x");
    for (int index = 0; index < digits.length(); index++) {
      int nibble = hash[index / 2] >> (index % 2 == 0 ? 4 : 0) & 0xf;
      char digit = digits.charAt(index);
      out.append(nibble >= 8 && digit >= 'a' ? (char) (digit - 'a' + 'A') : digit);
    }
    return out.toString();
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(text.substring(2));
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes(), other.bytes());
  }

  @Override
  public String toString() {
    return text;
  }
}
