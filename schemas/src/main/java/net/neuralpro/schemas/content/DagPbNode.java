package net.neuralpro.schemas.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of codec DAG-PB: links and some bytes, in the one form in which they are written.
 *
 * @see <a href="https://ipld.io/specs/codecs/dag-pb/spec/">DAG-PB</a>
 */
record DagPbNode(List<Link> links, byte[] data) {
  private static final int LINK = 0x12;
  private static final int DATA = 0x0a;
  private static final int HASH = 0x0a;
  private static final int NAME = 0x12;
  private static final int TREE_SIZE = 0x18;

  /** A link to another block, whose tree has so many bytes. */
  record Link(String name, Cid cid, long treeSize) {}

  DagPbNode {
    links = List.copyOf(links);
  }

  Block block() {
    return Block.of(Multicodec.DAG_PB, bytes());
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(links.size() * 56 + data.length + 8);
    for (Link link : links) {
      byte[] cid = link.cid().bytes();
      byte[] name = link.name().getBytes(StandardCharsets.UTF_8);
      int length =
          2
              + cid.length
              + 1
              + Varint.length(name.length)
              + name.length
              + 1
              + Varint.length(link.treeSize());
      out.write(LINK);
      Varint.write(out, length);
      out.write(HASH);
      Varint.write(out, cid.length);
      out.writeBytes(cid);
      out.write(NAME);
      Varint.write(out, name.length);
      out.writeBytes(name);
      out.write(TREE_SIZE);
      Varint.write(out, link.treeSize());
    }
    out.write(DATA);
    Varint.write(out, data.length);
    out.writeBytes(data);
    return out.toByteArray();
  }

  /** The bytes of all blocks from this one downwards. */
  long treeSize(Block block) {
    return links.stream().mapToLong(Link::treeSize).reduce(block.bytes().length, Math::addExact);
  }

  /**
   * Reads a node.
   *
   * @throws IllegalArgumentException if it is none
   */
  static DagPbNode read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Link> links = new ArrayList<>();
    byte[] data = new byte[0];
    boolean hasData = false;
    while (in.hasRemaining()) {
      long key = Varint.read(in);
      ByteBuffer field = slice(in);
      if (key == LINK && !hasData) {
        links.add(link(field));
      } else if (key == DATA && !hasData) {
        data = array(field);
        hasData = true;
      } else {
        throw new IllegalArgumentException("unknown, repeated or misplaced field " + key);
      }
    }
    return new DagPbNode(links, data);
  }

  private static Link link(ByteBuffer in) {
    @Nullable Cid cid = null;
    String name = "";
    long treeSize = 0;
    while (in.hasRemaining()) {
      long key = Varint.read(in);
      if (key == HASH && cid == null) {
        cid = Cid.ofBytes(array(slice(in)));
      } else if (key == NAME) {
        name = text(slice(in));
      } else if (key == TREE_SIZE) {
        treeSize = Varint.read(in);
      } else {
        throw new IllegalArgumentException("unknown or repeated link field " + key);
      }
    }
    if (cid == null) {
      throw new IllegalArgumentException("a link leads nowhere");
    }
    return new Link(name, cid, treeSize);
  }

  private static String text(ByteBuffer bytes) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes);
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name is no UTF-8", e);
    }
  }

  /** The next field of a length that stands before it. */
  static ByteBuffer slice(ByteBuffer in) {
    long length = Varint.read(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a field of " + length + " bytes is cut off");
    }
    ByteBuffer field = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return field;
  }

  static byte[] array(ByteBuffer field) {
    byte[] bytes = new byte[field.remaining()];
    field.get(bytes);
    return bytes;
  }
}
