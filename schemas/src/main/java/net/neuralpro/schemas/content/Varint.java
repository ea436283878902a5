package net.neuralpro.schemas.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Unsigned variable-length integers of multiformats and Protocol Buffers: 7 bits a byte. */
public final class Varint {
  private static final int MAX_BITS = 63;

  private Varint() {}

  static void write(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** How many bytes an integer takes. */
  public static int length(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  /**
   * Reads one integer of at most 63 bits.
   *
   * @throws IllegalArgumentException if it is cut off, too long, or not in its shortest form
   */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < MAX_BITS; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IllegalArgumentException("Cannot read an integer: the bytes end within it");
      }
      int next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (next == 0 && shift > 0) {
          throw new IllegalArgumentException("Cannot read an integer: not in its shortest form");
        }
        return value;
      }
    }
    throw new IllegalArgumentException("Cannot read an integer of more than 63 bits");
  }
}
