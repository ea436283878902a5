package net.neuralpro.connectors.storage.car;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Varint;

/** Writes blocks as a CAR of version 1, as they come. */
public final class CarWriter implements Closeable {
  private final OutputStream out;

  /** A CAR of these roots; closing it closes the stream. */
  public CarWriter(OutputStream out, List<Cid> roots) throws IOException {
    this.out = out;
    byte[] header = new CarHeader(1, roots).bytes();
    writeLength(header.length);
    out.write(header);
  }

  /**
   * How many bytes a CAR will have. Chunks of files are not read for it.
   *
   * @param blocks what will be written; it is at its end afterwards
   */
  public static long length(List<Cid> roots, DepthFirst blocks) throws IOException {
    int header = new CarHeader(1, roots).bytes().length;
    long length = (long) Varint.length(header) + header;
    for (Optional<DepthFirst.Sized> next = blocks.nextSize();
        next.isPresent();
        next = blocks.nextSize()) {
      long section = next.get().cid().bytes().length + next.get().size();
      length += Varint.length(section) + section;
    }
    return length;
  }

  /** Writes one block. */
  public void write(Block block) throws IOException {
    byte[] cid = block.cid().bytes();
    writeLength(cid.length + block.bytes().length);
    out.write(cid);
    out.write(block.bytes());
  }

  /** Writes all that is left of a stream of blocks. */
  public void writeAll(BlockStream blocks) throws IOException {
    for (Optional<Block> next = blocks.next(); next.isPresent(); next = blocks.next()) {
      write(next.get());
    }
  }

  private void writeLength(int length) throws IOException {
    int rest = length;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
