package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import javax.crypto.AEADBadTagException;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.connectors.storage.envelope.ChunkCipher.Position;
import org.jspecify.annotations.Nullable;

/**
 * The decrypted bytes of an object in a range. Only the chunks that hold them are read, and none of
 * their bytes is given before the chunk is authenticated. Holds two chunks.
 */
final class OpeningStream extends InputStream {
  private final InputStream source;
  private final ChunkCipher cipher;
  private final String place;
  private final long bytes;
  private final byte[] sealed = new byte[ChunkCipher.SEALED];
  private final byte[] plain = new byte[ChunkCipher.PLAIN];
  private long number;
  private long left;
  private int skipped;
  private int start;
  private int end;

  private OpeningStream(
      InputStream source, ChunkCipher cipher, String place, long bytes, ByteRange range) {
    this.source = source;
    this.cipher = cipher;
    this.place = place;
    this.bytes = bytes;
    this.number = range.start() / ChunkCipher.PLAIN;
    this.left = range.end() - range.start();
    this.skipped = (int) (range.start() % ChunkCipher.PLAIN);
  }

  /**
   * Opens an object.
   *
   * @param bytes how many it holds when it is decrypted
   */
  static InputStream of(
      EnvelopeSource source, ObjectId object, ChunkCipher cipher, long bytes, ByteRange range)
      throws IOException {
    long end = Math.min(range.end(), bytes);
    if (range.start() >= end && bytes > 0) {
      return InputStream.nullInputStream();
    }
    ByteRange clipped = new ByteRange(Math.min(range.start(), end), end);
    long first = clipped.start() / ChunkCipher.PLAIN * ChunkCipher.SEALED;
    long after = ChunkCipher.chunks(end) * ChunkCipher.SEALED;
    ByteRange touched = end == bytes ? ByteRange.from(first) : new ByteRange(first, after);
    String place = object.path() + " of " + source.name();
    OpeningStream stream =
        new OpeningStream(source.open(object.path(), touched), cipher, place, bytes, clipped);
    if (bytes == 0) {
      try (stream) {
        stream.next();
      }
    }
    return stream;
  }

  @Override
  public int read() throws IOException {
    if (!fill()) {
      return -1;
    }
    left--;
    return plain[start++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = (int) Math.min(left, Math.min(length, end - start));
    System.arraycopy(plain, start, target, offset, count);
    start += count;
    left -= count;
    return count;
  }

  private boolean fill() throws IOException {
    if (left == 0) {
      return false;
    }
    if (start == end) {
      next();
    }
    return true;
  }

  private void next() throws IOException {
    boolean last = number == ChunkCipher.chunks(bytes) - 1;
    int length =
        ChunkCipher.TAG + (last ? (int) (bytes - number * ChunkCipher.PLAIN) : ChunkCipher.PLAIN);
    if (source.readNBytes(sealed, 0, length) < length) {
      throw new StorageException(
          "ENVELOPE-TRUNCATED",
          "Cannot decrypt " + place + ": it ends too early; perhaps it was not copied whole");
    }
    int opened;
    try {
      opened = cipher.open(number, last ? Position.LAST : Position.INNER, sealed, length, plain);
    } catch (AEADBadTagException e) {
      throw altered("its bytes are not those that were encrypted there", e);
    }
    if (last && source.read() >= 0) {
      throw altered("bytes were added to its end", null);
    }
    start = skipped;
    end = opened;
    skipped = 0;
    number++;
  }

  private StorageException altered(String reason, @Nullable Throwable cause) {
    String message =
        "Cannot decrypt "
            + place
            + ": "
            + reason
            + "; perhaps somebody altered it, or put another in its place";
    return cause == null
        ? new StorageException("ENVELOPE-ALTERED", message)
        : new StorageException("ENVELOPE-ALTERED", message, cause);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
