package net.neuralpro.connectors.storage.fetch;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import net.neuralpro.schemas.content.Cid;

/**
 * A file that grows chunk by chunk from its start. What it holds from a fetch that broke off is not
 * trusted until it was compared with the chunk that belongs there.
 */
final class GrowingFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final Map<Cid, Chunk> chunks = new HashMap<>();
  private long end;

  private record Chunk(long position, int length) {}

  private GrowingFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static GrowingFile open(Path path) throws IOException {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new GrowingFile(
          path,
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UnwritableTargetException(path, e);
    }
  }

  /** How many bytes are there and were compared. */
  long end() {
    return end;
  }

  /** How many bytes are there at all. */
  long found() throws IOException {
    return channel.size();
  }

  /** Appends a chunk that is known to be genuine. */
  void append(Cid cid, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    long position = end;
    try {
      while (rest.hasRemaining()) {
        position += channel.write(rest, position);
      }
    } catch (IOException e) {
      throw new UnwritableTargetException(path, e);
    }
    grow(cid, bytes.length);
  }

  /** Whether this chunk lies next in the file already; then the file is that much longer. */
  boolean holdsNext(Cid cid, int length) throws IOException {
    if (found() < end + length || !cid.names(read(end, length))) {
      return false;
    }
    grow(cid, length);
    return true;
  }

  /** Whether this chunk lies somewhere in the file. */
  boolean knows(Cid cid) {
    return chunks.containsKey(cid);
  }

  /** Appends a chunk that was appended before; false if it was not. */
  boolean repeat(Cid cid) throws IOException {
    Chunk chunk = chunks.get(cid);
    if (chunk == null) {
      return false;
    }
    append(cid, read(chunk.position(), chunk.length()));
    return true;
  }

  private void grow(Cid cid, int length) {
    chunks.putIfAbsent(cid, new Chunk(end, length));
    end += length;
  }

  private byte[] read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("Cannot read " + path + ": it became shorter meanwhile");
      }
    }
    return bytes.array();
  }

  /** Cuts off what was not compared and forces the rest to the disk. */
  void finish() throws IOException {
    try {
      channel.truncate(end);
      channel.force(true);
    } catch (IOException e) {
      throw new UnwritableTargetException(path, e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
