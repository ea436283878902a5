package net.neuralpro.connectors.storage.car;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.content.Cid;

/**
 * The header of a CAR: a map of DAG-CBOR with {@code roots} and {@code version}.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1</a>
 */
record CarHeader(int version, List<Cid> roots) {
  private static final int MAX_ROOTS = 1024;
  private static final int UNSIGNED = 0;
  private static final int BYTES = 2;
  private static final int TEXT = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;
  private static final int LINK = 42;

  CarHeader {
    roots = List.copyOf(roots);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    head(out, MAP, 2);
    text(out, "roots");
    head(out, ARRAY, roots.size());
    for (Cid root : roots) {
      byte[] cid = root.bytes();
      head(out, TAG, LINK);
      head(out, BYTES, cid.length + 1);
      out.write(0);
      out.writeBytes(cid);
    }
    text(out, "version");
    head(out, UNSIGNED, version);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    head(out, TEXT, text.length());
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void head(ByteArrayOutputStream out, int type, int value) {
    if (value < 24) {
      out.write(type << 5 | value);
    } else if (value < 256) {
      out.write(type << 5 | 24);
      out.write(value);
    } else {
      out.write(type << 5 | 25);
      out.write(value >> 8);
      out.write(value);
    }
  }

  /**
   * Reads a header.
   *
   * @throws RuntimeException if it is none
   */
  static CarHeader read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int entries = head(in, MAP, 2);
    int version = -1;
    List<Cid> roots = new ArrayList<>();
    for (int entry = 0; entry < entries; entry++) {
      byte[] key = new byte[head(in, TEXT, 16)];
      in.get(key);
      switch (new String(key, StandardCharsets.UTF_8)) {
        case "version" -> version = head(in, UNSIGNED, 2);
        case "roots" -> {
          int count = head(in, ARRAY, MAX_ROOTS);
          for (int root = 0; root < count; root++) {
            roots.add(link(in));
          }
        }
        default -> throw new IllegalArgumentException("it has an unknown entry");
      }
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("bytes follow it");
    }
    return new CarHeader(version, roots);
  }

  private static Cid link(ByteBuffer in) {
    if (head(in, TAG, LINK) != LINK) {
      throw new IllegalArgumentException("a root is no link");
    }
    byte[] cid = new byte[head(in, BYTES, 64) - 1];
    if (in.get() != 0) {
      throw new IllegalArgumentException("a root is no CID");
    }
    in.get(cid);
    return Cid.ofBytes(cid);
  }

  private static int head(ByteBuffer in, int type, int most) {
    int first = in.get() & 0xff;
    int small = first & 0x1f;
    int value =
        switch (small) {
          case 24 -> in.get() & 0xff;
          case 25 -> in.getShort() & 0xffff;
          default -> small;
        };
    if (first >> 5 != type || small > 25 || value > most) {
      throw new IllegalArgumentException("it is not the header that a CAR has");
    }
    return value;
  }
}
