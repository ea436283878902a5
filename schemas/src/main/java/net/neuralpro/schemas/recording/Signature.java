package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signature by an account's secp256k1 key, in the one form that contracts accept: {@code r},
 * {@code s} in the lower half of the order, {@code v} 27 or 28.
 *
 * @param hex {@code 0x} and 130 lower-case hex digits: r (32 bytes), s (32), v (1)
 * @see <a href="https://eips.ethereum.org/EIPS/eip-2">EIP-2</a>
 */
public record Signature(@JsonValue String hex) {
  public static final int LENGTH = 65;

  private static final Pattern FORM = Pattern.compile("0x[0-9a-f]{128}1[bc]");

  @JsonCreator
  public Signature {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "Cannot use a signature of "
              + hex.length()
              + " letters: 0x and 130 lower-case hex digits are needed, the last two 1b or 1c");
    }
    BigInteger r = new BigInteger(hex.substring(2, 66), 16);
    BigInteger s = new BigInteger(hex.substring(66, 130), 16);
    if (r.signum() == 0
        || r.compareTo(Secp256k1.ORDER) >= 0
        || s.signum() == 0
        || s.compareTo(Secp256k1.HALF_ORDER) > 0) {
      throw new IllegalArgumentException(
          "Cannot use a signature whose r or s is out of range: s must be in the lower half");
    }
  }

  /** The signature of these 65 bytes: r, s, v. */
  public static Signature of(byte[] bytes) {
    return new Signature("0x" + HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  /**
   * The account whose key made this signature of a digest.
   *
   * @param digest the 32 bytes that were signed
   * @return empty if no key can have made it
   */
  public Optional<Address> signer(byte[] digest) {
    byte[] bytes = bytes();
    return Secp256k1.recover(
            digest,
            new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32)),
            new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64)),
            bytes[64] - 27)
        .map(Address::ofPublicKey);
  }

  @Override
  public String toString() {
    return hex;
  }
}
