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
    List<DagPbNode.Link> links = new ArrayList<>(parts.size());
    for (Part part : parts) {
      data.write(0x20);
      Varint.write(data, part.fileSize());
      links.add(new DagPbNode.Link("", part.cid(), part.treeSize()));
    }
    return new DagPbNode(links, data.toByteArray()).block();
  }

  /**
   * Reads a node.
   *
   * @throws MalformedContentException if the block is none, or its sizes contradict each other
   */
  public static UnixFsNode read(Block block) throws MalformedContentException {
    try {
      return parse(DagPbNode.read(block.bytes()));
    } catch (RuntimeException e) {
      throw new MalformedContentException(
          "Cannot read block " + block.cid() + " as a file node: " + e.getMessage(), e);
    }
  }

  private static UnixFsNode parse(DagPbNode node) {
    List<Long> fileSizes = new ArrayList<>();
    readSizes(ByteBuffer.wrap(node.data()), fileSizes);
    if (node.links().size() != fileSizes.size()) {
      throw new IllegalArgumentException(
          node.links().size() + " links but " + fileSizes.size() + " part sizes");
    }
    List<Part> parts = new ArrayList<>();
    for (int index = 0; index < fileSizes.size(); index++) {
      DagPbNode.Link link = node.links().get(index);
      parts.add(new Part(link.cid(), fileSizes.get(index), link.treeSize()));
    }
    return new UnixFsNode(parts);
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
}
