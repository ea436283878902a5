package net.neuralpro.schemas.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Reads a file out of a block store at any place. Holds the nodes from the root to the chunk that
 * was read last; every block is checked by the store, and its size against what the node above it
 * says.
 */
final class ContentChannel implements SeekableByteChannel {
  private static final int MAX_DEPTH = 8;

  private final BlockStore store;
  private final long size;
  private final Deque<Node> path = new ArrayDeque<>();
  private Chunk chunk;
  private long position;
  private boolean open = true;

  private record Node(UnixFsNode node, long start) {
    boolean holds(long offset) {
      return offset >= start && offset < start + node.fileSize();
    }
  }

  private record Chunk(byte[] bytes, long start) {
    boolean holds(long offset) {
      return offset >= start && offset < start + bytes.length;
    }
  }

  ContentChannel(BlockStore store, Cid cid) throws IOException {
    this.store = store;
    Block block = store.require(cid);
    if (cid.codec() == Multicodec.DAG_PB) {
      UnixFsNode node = UnixFsNode.read(block);
      path.push(new Node(node, 0));
      size = node.fileSize();
      chunk = new Chunk(new byte[0], 0);
    } else {
      size = block.bytes().length;
      chunk = new Chunk(block.bytes(), 0);
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    requireOpen();
    if (position >= size) {
      return -1;
    }
    int total = 0;
    while (target.hasRemaining() && position < size) {
      if (!chunk.holds(position)) {
        descend();
      }
      int from = (int) (position - chunk.start());
      int count = Math.min(target.remaining(), chunk.bytes().length - from);
      target.put(chunk.bytes(), from, count);
      position += count;
      total += count;
    }
    return total;
  }

  private void descend() throws IOException {
    while (path.size() > 1 && !path.element().holds(position)) {
      path.pop();
    }
    while (true) {
      Node node = path.element();
      long start = node.start();
      Iterator<UnixFsNode.Part> parts = node.node().parts().iterator();
      UnixFsNode.Part part = parts.next();
      while (position >= start + part.fileSize()) {
        start += part.fileSize();
        part = parts.next();
      }
      Block block = store.require(part.cid());
      if (part.cid().codec() == Multicodec.DAG_PB) {
        Node child = new Node(UnixFsNode.read(block), start);
        requireSize(part, child.node().fileSize());
        if (path.size() == MAX_DEPTH) {
          throw new MalformedContentException("Cannot read a file of more than 8 levels");
        }
        path.push(child);
      } else {
        requireSize(part, block.bytes().length);
        chunk = new Chunk(block.bytes(), start);
        return;
      }
    }
  }

  private static void requireSize(UnixFsNode.Part part, long actual)
      throws MalformedContentException {
    if (part.fileSize() != actual) {
      throw new MalformedContentException(
          "Cannot read block %s: it holds %d bytes of the file where %d were declared"
              .formatted(part.cid(), actual, part.fileSize()));
    }
  }

  private void requireOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    if (newPosition < 0) {
      throw new IllegalArgumentException("Cannot move to " + newPosition + " in a file");
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
