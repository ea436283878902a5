package net.neuralpro.connectors.storage.envelope;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.neuralpro.schemas.content.Base32;
import net.neuralpro.schemas.content.Sha256;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The public key of somebody who may open an envelope: X25519 (RFC 7748). Its text may be shown to
 * anybody: {@code neural-recipient-} and, in base 32, the 32 bytes of the key and 4 of a checksum
 * over them, so that a slip of the pen does not encrypt to nobody.
 */
public final class Recipient {
  static final int LENGTH = 32;

  private static final String PREFIX = "neural-recipient-";
  private static final int CHECKSUM = 4;
  private static final int LETTERS = 58;
  private static final int MAX_SHOWN = 80;

  private final byte[] key;

  private Recipient(byte[] key) {
    this.key = key;
  }

  /**
   * The recipient of a public key.
   *
   * @throws IllegalArgumentException if it is no key of full order: then anybody could open what is
   *     encrypted to it
   */
  static Recipient ofBytes(byte[] key) {
    byte[] scalar = new byte[LENGTH];
    if (key.length != LENGTH
        || !X25519.calculateAgreement(scalar, 0, key, 0, new byte[LENGTH], 0)) {
      throw new IllegalArgumentException("Cannot use a public key that anybody could open");
    }
    return new Recipient(key.clone());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not the text of a recipient
   */
  public static Recipient parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw malformed(text, "it must begin with " + PREFIX);
    }
    String letters = text.substring(PREFIX.length());
    if (letters.length() != LETTERS) {
      throw malformed(text, "it is too short or too long; perhaps it was not copied whole");
    }
    byte[] bytes;
    try {
      bytes = Base32.decode(letters);
    } catch (IllegalArgumentException e) {
      throw malformed(text, "it is not in base 32, lower case");
    }
    byte[] key = Arrays.copyOf(bytes, LENGTH);
    if (!Arrays.equals(checksum(key), Arrays.copyOfRange(bytes, LENGTH, bytes.length))) {
      throw malformed(text, "its checksum differs; perhaps a letter was mistyped");
    }
    return ofBytes(key);
  }

  private static IllegalArgumentException malformed(String text, String reason) {
    String shown = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    return new IllegalArgumentException("Cannot read recipient '" + shown + "': " + reason);
  }

  private static byte[] checksum(byte[] key) {
    byte[] prefix = PREFIX.getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(prefix, prefix.length + key.length);
    System.arraycopy(key, 0, content, prefix.length, key.length);
    return Arrays.copyOf(Sha256.of(content), CHECKSUM);
  }

  /** The 32 bytes of the key, a copy. */
  byte[] bytes() {
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Recipient recipient && Arrays.equals(key, recipient.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key);
  }

  /** The text form. */
  @Override
  public String toString() {
    byte[] bytes = Arrays.copyOf(key, LENGTH + CHECKSUM);
    System.arraycopy(checksum(key), 0, bytes, LENGTH, CHECKSUM);
    return PREFIX + Base32.encode(bytes);
  }
}
