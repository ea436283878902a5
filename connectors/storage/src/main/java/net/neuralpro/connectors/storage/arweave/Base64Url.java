package net.neuralpro.connectors.storage.arweave;

import java.util.Base64;

/** Base 64 as Arweave writes it: the alphabet of URLs (RFC 4648, section 5), no padding. */
final class Base64Url {
  private Base64Url() {}

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException if it is not the one text of some bytes
   */
  static byte[] decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (!encode(bytes).equals(text)) {
      throw new IllegalArgumentException("a text is not the shortest form of base 64");
    }
    return bytes;
  }
}
