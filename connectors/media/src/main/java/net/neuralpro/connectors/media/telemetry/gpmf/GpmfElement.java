package net.neuralpro.connectors.media.telemetry.gpmf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One key–length–value of a payload.
 *
 * @param key four ASCII characters
 * @param type the character of its type, 0 for nested elements
 * @param size bytes of one sample, 0 to 255
 * @param repeat how many samples, 0 to 65535
 * @param offset where its value begins in the payload
 * @param value its {@code size · repeat} bytes, big-endian
 */
record GpmfElement(String key, char type, int size, int repeat, int offset, ByteBuffer value) {
  /** Key, type, size and repeat. */
  static final int HEADER = 8;

  boolean isNested() {
    return type == 0;
  }

  /** How many bytes it takes with its header and the padding to 32 bits. */
  int extent() {
    return HEADER + padded(value.limit());
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  /** A text: one byte a character as in ISO 8859-1, ended by a zero byte or its length. */
  String text() {
    byte[] bytes = new byte[value.limit()];
    value.get(0, bytes);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }

  /**
   * The element that begins at this place of a payload.
   *
   * @param end the first byte that is no longer of the nest it is in
   */
  static GpmfElement at(ByteBuffer payload, int start, int end) throws GpmfException {
    if (end - start < HEADER) {
      throw new GpmfException(
          "GPMF-TRUNCATED", start, "an element has " + (end - start) + " bytes of its header of 8");
    }
    byte[] key = new byte[4];
    payload.get(start, key);
    for (byte letter : key) {
      if (letter < 0x20 || letter > 0x7e) {
        throw new GpmfException(
            "GPMF-KEY",
            start,
            "a key is not four printable letters: 0x" + Integer.toHexString(payload.getInt(start)));
      }
    }
    char type = (char) (payload.get(start + 4) & 0xff);
    int size = payload.get(start + 5) & 0xff;
    int repeat = payload.getShort(start + 6) & 0xffff;
    int length = size * repeat;
    int offset = start + HEADER;
    if (length > end - offset) {
      throw new GpmfException(
          "GPMF-TRUNCATED",
          start,
          "%s declares %d bytes where %d are left"
              .formatted(new String(key, StandardCharsets.US_ASCII), length, end - offset));
    }
    return new GpmfElement(
        new String(key, StandardCharsets.US_ASCII),
        type,
        size,
        repeat,
        offset,
        payload.slice(offset, length));
  }
}
