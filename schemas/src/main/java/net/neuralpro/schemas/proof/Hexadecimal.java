package net.neuralpro.schemas.proof;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Bytes as lower-case hexadecimal digits: one text for one value. */
final class Hexadecimal {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]*");

  private Hexadecimal() {}

  /** The bytes, of which there are at least and at most so many. */
  static byte[] bytes(String text, int least, int most) {
    if (text.length() < 2 * least
        || text.length() > 2 * most
        || text.length() % 2 == 1
        || !FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "Cannot use '%s' as %d to %d bytes in lower-case hexadecimal digits"
              .formatted(text.length() > 80 ? text.substring(0, 80) + "…" : text, least, most));
    }
    return HexFormat.of().parseHex(text);
  }

  /** The 32 bytes of a hash. */
  static byte[] hash(String text) {
    return bytes(text, 32, 32);
  }
}
