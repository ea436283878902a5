package net.neuralpro.connectors.storage.arweave;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tags as a data item holds them: an Avro array of records of two strings, at most 128 in at most
 * 4096 bytes.
 */
final class AvroTags {
  static final int MAX_TAGS = 128;
  static final int MAX_BYTES = 4096;
  private static final int MAX_VARINT = 5;

  private AvroTags() {}

  static byte[] write(List<Tag> tags) {
    if (tags.isEmpty()) {
      return new byte[0];
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeLong(out, tags.size());
    for (Tag tag : tags) {
      writeText(out, tag.name());
      writeText(out, tag.value());
    }
    out.write(0);
    if (tags.size() > MAX_TAGS || out.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Cannot have "
              + tags.size()
              + " tags of "
              + out.size()
              + " bytes in a data item: at most "
              + MAX_TAGS
              + " of "
              + MAX_BYTES);
    }
    return out.toByteArray();
  }

  /**
   * The tags of some bytes, all of which they must take.
   *
   * @throws IllegalArgumentException if they are anything else; the message says what
   */
  static List<Tag> read(byte[] bytes) {
    List<Tag> tags = new ArrayList<>();
    if (bytes.length == 0) {
      return tags;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (long count = readLong(in); count != 0; count = readLong(in)) {
      if (count < 0) {
        count = -count;
        long length = readLong(in);
        require(length >= 0 && length <= in.remaining(), "a block of tags has a false length");
      }
      require(count <= MAX_TAGS - tags.size(), "it has more than " + MAX_TAGS + " tags");
      for (long index = 0; index < count; index++) {
        tags.add(new Tag(readText(in), readText(in)));
      }
    }
    require(!in.hasRemaining(), "bytes follow its tags");
    return tags;
  }

  private static void writeText(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeLong(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static String readText(ByteBuffer in) {
    long length = readLong(in);
    require(length >= 0 && length <= in.remaining(), "a tag is cut off");
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return text(bytes);
  }

  /**
   * The text of bytes in UTF-8.
   *
   * @throws IllegalArgumentException if they are not UTF-8
   */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a tag is not UTF-8", e);
    }
  }

  /** Zigzag, then 7 bits a byte, the lowest first. */
  private static void writeLong(ByteArrayOutputStream out, long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static long readLong(ByteBuffer in) {
    long value = 0;
    for (int index = 0; index < MAX_VARINT; index++) {
      require(in.hasRemaining(), "its tags are cut off");
      int next = in.get();
      value |= (long) (next & 0x7f) << (7 * index);
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IllegalArgumentException("a number in its tags is too large");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
