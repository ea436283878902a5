package net.neuralpro.connectors.storage.car;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * Reads a CAR of version 1 or 2, block by block. No size is believed before it is bounded, and each
 * block is compared with its identifier. A CAR that was cut off between two blocks cannot be told
 * from a shorter one: whoever needs a graph must see that it is whole.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv2/">CARv2</a>
 */
public final class CarReader implements BlockStream {
  private static final int MAX_HEADER = 32 << 10;
  private static final int MAX_CID = 64;

  /** What version 2 begins with is as long as this, and its own header follows. */
  private static final int PRAGMA = 11;

  private static final int HEADER_2 = 40;

  private static final int BUFFER = 16 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int next;
  private int filled;
  private final String place;
  private final List<Cid> roots;

  /** How many bytes of blocks are left; version 1 ends where the stream does. */
  private long left = Long.MAX_VALUE;

  private long blocks;

  /**
   * Reads the header.
   *
   * @param in the CAR; closed with this reader
   * @param place what messages call it
   * @throws StorageException CAR-HEADER if it is no CAR
   */
  public CarReader(InputStream in, String place) throws IOException {
    this.in = in;
    this.place = place;
    CarHeader header = header();
    if (header.version() == 2) {
      enterVersion2();
      header = header();
    }
    if (header.version() != 1) {
      throw new StorageException(
          "CAR-HEADER", "Cannot read %s: a CAR of version %d".formatted(place, header.version()));
    }
    roots = header.roots();
  }

  /** The roots that it names, which may be none. */
  public List<Cid> roots() {
    return roots;
  }

  private CarHeader header() throws IOException {
    long length = readLength();
    if (length <= 0 || length > MAX_HEADER) {
      throw new StorageException(
          "CAR-HEADER",
          "Cannot read %s as a CAR: its header would have %d bytes".formatted(place, length));
    }
    try {
      return CarHeader.read(exactly((int) length));
    } catch (RuntimeException e) {
      throw new StorageException(
          "CAR-HEADER", "Cannot read %s as a CAR: %s".formatted(place, e.getMessage()), e);
    }
  }

  private void enterVersion2() throws IOException {
    ByteBuffer header = ByteBuffer.wrap(exactly(HEADER_2)).order(ByteOrder.LITTLE_ENDIAN);
    long offset = header.getLong(16);
    long size = header.getLong(24);
    long gap = offset - PRAGMA - HEADER_2;
    if (gap < 0 || gap > MAX_HEADER || size <= 0 || size == Long.MAX_VALUE) {
      throw new StorageException(
          "CAR-HEADER",
          "Cannot read %s as a CAR of version 2: its blocks would begin at byte %d and have %d"
              .formatted(place, offset, size));
    }
    exactly((int) gap);
    left = size;
  }

  @Override
  public Optional<Block> next() throws IOException {
    long length = readLength();
    if (length < 0) {
      return Optional.empty();
    }
    if (length == 0 || length > Block.MAX_SIZE + MAX_CID) {
      throw new StorageException(
          "CAR-SIZE",
          "Cannot read %s: block %d and its identifier would have %d bytes, at most %d may be"
              .formatted(place, blocks, length, Block.MAX_SIZE));
    }
    Cid cid = cid((int) length);
    Block block = new Block(cid, exactly((int) length - cid.bytes().length));
    if (!block.isGenuine()) {
      throw new StorageException(
          "CAR-ALTERED",
          "Cannot read %s: the bytes of block %d are not those of %s"
              .formatted(place, blocks, block.cid()));
    }
    blocks++;
    return Optional.of(block);
  }

  /** The identifier that a section begins with; what follows it is a block of a bounded size. */
  private Cid cid(int section) throws IOException {
    byte[] head = peek(Math.min(section, MAX_CID));
    ByteBuffer bytes = ByteBuffer.wrap(head);
    try {
      Cid cid = Cid.read(bytes);
      if (section - bytes.position() > Block.MAX_SIZE) {
        throw new IllegalArgumentException(
            "a block of " + (section - bytes.position()) + " bytes: at most " + Block.MAX_SIZE);
      }
      exactly(bytes.position());
      return cid;
    } catch (IllegalArgumentException e) {
      throw new StorageException(
          "CAR-CID", "Cannot read block %d of %s: %s".formatted(blocks, place, e.getMessage()), e);
    }
  }

  /** The bytes that come next, which stay to be read. */
  private byte[] peek(int length) throws IOException {
    if (filled - next < length) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
      while (filled < length) {
        int count = in.read(buffer, filled, BUFFER - filled);
        if (count < 0) {
          throw cutOff();
        }
        filled += count;
      }
    }
    if (length > left) {
      throw cutOff();
    }
    return Arrays.copyOfRange(buffer, next, next + length);
  }

  /** One byte; -1 at the end. */
  private int read() throws IOException {
    if (next == filled) {
      next = 0;
      filled = Math.max(0, in.read(buffer));
    }
    return next < filled ? buffer[next++] & 0xff : -1;
  }

  /** The length of the next part; -1 at the end. */
  private long readLength() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int octet = left == 0 ? -1 : read();
      if (octet < 0) {
        if (shift == 0 && (left == 0 || left == Long.MAX_VALUE)) {
          return -1;
        }
        throw cutOff();
      }
      count(1);
      value |= (long) (octet & 0x7f) << shift;
      if (octet < 0x80) {
        return value;
      }
    }
    throw new StorageException(
        "CAR-SIZE", "Cannot read %s: a length of block %d has no end".formatted(place, blocks));
  }

  private byte[] exactly(int length) throws IOException {
    if (length > left) {
      throw cutOff();
    }
    byte[] bytes = new byte[length];
    int done = Math.min(length, filled - next);
    System.arraycopy(buffer, next, bytes, 0, done);
    next += done;
    while (done < length) {
      int count = in.read(bytes, done, length - done);
      if (count < 0) {
        throw cutOff();
      }
      done += count;
    }
    count(length);
    return bytes;
  }

  private void count(int bytes) {
    if (left != Long.MAX_VALUE) {
      left -= bytes;
    }
  }

  private IOException cutOff() {
    return new StorageException(
        "CAR-CUT-OFF",
        "Cannot read %s to its end: it is cut off after block %d; perhaps copy it again"
            .formatted(place, blocks),
        new EOFException());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
