package net.neuralpro.connectors.media.video;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes nested boxes of the ISO base media file format (ISO/IEC 14496-12) into memory. */
final class BoxWriter {

  private static final int FIRST_CAPACITY = 4096;

  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

  /** Writes what is inside a box. */
  interface Content {
    void write();
  }

  BoxWriter box(String type, Content content) {
    int start = buffer.position();
    int32(0);
    ascii(type);
    content.write();
    buffer.putInt(start, buffer.position() - start);
    return this;
  }

  BoxWriter fullBox(String type, int flags, Content content) {
    return box(
        type,
        () -> {
          int32(flags);
          content.write();
        });
  }

  BoxWriter int8(int value) {
    room(1).put((byte) value);
    return this;
  }

  BoxWriter int16(int value) {
    room(2).putShort((short) value);
    return this;
  }

  BoxWriter int32(long value) {
    room(4).putInt((int) value);
    return this;
  }

  BoxWriter int64(long value) {
    room(8).putLong(value);
    return this;
  }

  BoxWriter zeros(int count) {
    return bytes(new byte[count]);
  }

  BoxWriter ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  BoxWriter bytes(byte[] bytes) {
    room(bytes.length).put(bytes);
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int count) {
    if (buffer.remaining() < count) {
      int needed = Math.addExact(buffer.position(), count);
      buffer =
          ByteBuffer.allocate(Math.max(needed, Math.multiplyExact(buffer.capacity(), 2)))
              .put(buffer.flip());
    }
    return buffer;
  }
}
