package net.neuralpro.connectors.media.telemetry.gpmf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes GPMF elements one after another. */
final class PayloadBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PayloadBuilder element(String key, char type, int size, int repeat, byte[] value) {
    ByteBuffer header = ByteBuffer.allocate(GpmfElement.HEADER);
    header.put(key.getBytes(StandardCharsets.US_ASCII));
    header.put((byte) type).put((byte) size).putShort((short) repeat);
    out.writeBytes(header.array());
    out.writeBytes(value);
    out.writeBytes(new byte[-value.length & 3]);
    return this;
  }

  PayloadBuilder text(String key, String text) {
    return element(key, 'c', 1, text.length(), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  PayloadBuilder utc(String text) {
    return element("GPSU", 'U', 16, 1, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  PayloadBuilder integer(String key, int value) {
    return element(key, 'L', 4, 1, ByteBuffer.allocate(4).putInt(value).array());
  }

  PayloadBuilder stamp(long micros) {
    return element("STMP", 'J', 8, 1, ByteBuffer.allocate(8).putLong(micros).array());
  }

  /** Samples of 16-bit numbers. */
  PayloadBuilder shorts(String key, int width, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return element(key, 's', 2 * width, values.length / width, bytes.array());
  }

  /** Numbers of 32 bits. */
  PayloadBuilder integers(String key, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return element(key, 'l', 4, values.length, bytes.array());
  }

  PayloadBuilder nest(String key, PayloadBuilder inner) {
    byte[] bytes = inner.bytes();
    return element(key, '\0', 4, bytes.length / 4, bytes);
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
