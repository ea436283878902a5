package net.neuralpro.schemas.content;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An inner node of a UnixFS file: the parts of the file, in order.
 *
 * @see <a href="https://specs.ipfs.tech/unixfs/">UnixFS</a>
 */
public record UnixFsNode(List<Part> parts) {
  /** The most parts of a node: the width of Kubo's balanced layout. */
  static final int MAX_PARTS = 1024;

  private static final int TYPE_FILE = 2;

  /**
   * A part of a file.
   *
   * @param cid the block: a raw leaf or another inner node
   * @param fileSize bytes of the file below it
   * @param treeSize bytes of all blocks from it downwards
   */
  public record Part(Cid cid, long fileSize, long treeSize) {}

  public UnixFsNode {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException(
          "Cannot make a file node of " + parts.size() + " parts: 1 to " + MAX_PARTS);
    }
  }

  /** How many bytes of the file are below it. */
  public long fileSize() {
    return parts.stream().mapToLong(Part::fileSize).reduce(0, Math::addExact);
  }

  /** This node as the part of the one above it. */
  Part asPart(Block block) {
    long below = parts.stream().mapToLong(Part::treeSize).sum();
    return new Part(block.cid(), fileSize(), below + block.bytes().length);
  }

  Block block() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(0x08);
    data.write(TYPE_FILE);
    data.write(0x18);
    Varint.write(data, fileSize());
    ByteArrayOutputStream out = new ByteArrayOutputStream(parts.size() * 56 + 16);
    for (Part part : parts) {
      data.write(0x20);
      Varint.write(data, part.fileSize());
      byte[] cid = part.cid().bytes();
      out.write(0x12);
      Varint.write(out, 2 + cid.length + 2 + 1 + Varint.length(part.treeSize()));
      out.write(0x0a);
      Varint.write(out, cid.length);
      out.writeBytes(cid);
      out.write(0x12);
      out.write(0);
      out.write(0x18);
      Varint.write(out, part.treeSize());
    }
    out.write(0x0a);
    Varint.write(out, data.size());
    out.writeBytes(data.toByteArray());
    return Block.of(Multicodec.DAG_PB, out.toByteArray());
  }

  /**
   * Reads a node.
   *
   * @throws MalformedContentException if the block is none, or its sizes contradict each other
   */
  public static UnixFsNode read(Block block) throws MalformedContentException {
    try {
      return parse(ByteBuffer.wrap(block.bytes()));
    } catch (RuntimeException e) {
      throw new MalformedContentException(
          "Cannot read block " + block.cid() + " as a file node: " + e.getMessage(), e);
    }
  }

  private static UnixFsNode parse(ByteBuffer in) {
    List<Cid> cids = new ArrayList<>();
    List<Long> treeSizes = new ArrayList<>();
    List<Long> fileSizes = new ArrayList<>();
    while (in.hasRemaining()) {
      long key = Varint.read(in);
      ByteBuffer field = slice(in);
      if (key == 0x12) {
        readLink(field, cids, treeSizes);
      } else if (key == 0x0a) {
        readSizes(field, fileSizes);
      } else {
        throw new IllegalArgumentException("unknown field " + key);
      }
    }
    if (cids.size() != fileSizes.size()) {
      throw new IllegalArgumentException(
          cids.size() + " links but " + fileSizes.size() + " part sizes");
    }
    List<Part> parts = new ArrayList<>();
    for (int index = 0; index < cids.size(); index++) {
      parts.add(new Part(cids.get(index), fileSizes.get(index), treeSizes.get(index)));
    }
    return new UnixFsNode(parts);
  }

  private static void readLink(ByteBuffer in, List<Cid> cids, List<Long> treeSizes) {
    long treeSize = 0;
    while (in.hasRemaining()) {
      long key = Varint.read(in);
      if (key == 0x0a) {
        ByteBuffer field = slice(in);
        byte[] cid = new byte[field.remaining()];
        field.get(cid);
        cids.add(Cid.ofBytes(cid));
      } else if (key == 0x12) {
        slice(in);
      } else if (key == 0x18) {
        treeSize = Varint.read(in);
      } else {
        throw new IllegalArgumentException("unknown link field " + key);
      }
    }
    treeSizes.add(treeSize);
  }

  private static void readSizes(ByteBuffer in, List<Long> fileSizes) {
    long total = 0;
    long declared = -1;
    while (in.hasRemaining()) {
      long key = Varint.read(in);
      long value = Varint.read(in);
      if (key == 0x08 && value != TYPE_FILE) {
        throw new IllegalArgumentException("it is no file but UnixFS type " + value);
      } else if (key == 0x18) {
        declared = value;
      } else if (key == 0x20) {
        fileSizes.add(value);
        total = Math.addExact(total, value);
      } else if (key != 0x08) {
        throw new IllegalArgumentException("unknown UnixFS field " + key);
      }
    }
    if (declared != total) {
      throw new IllegalArgumentException("its size is " + declared + " but its parts' " + total);
    }
  }

  private static ByteBuffer slice(ByteBuffer in) {
    long length = Varint.read(in);
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a field of " + length + " bytes is cut off");
    }
    ByteBuffer field = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return field;
  }
}
