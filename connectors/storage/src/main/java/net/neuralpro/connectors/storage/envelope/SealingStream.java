package net.neuralpro.connectors.storage.envelope;

import java.io.IOException;
import java.io.InputStream;
import net.neuralpro.connectors.storage.envelope.ChunkCipher.Position;

/** The encrypted bytes of a stream, made while they are read. Holds three chunks. */
final class SealingStream extends InputStream {
  private final InputStream plain;
  private final ChunkCipher cipher;
  private final byte[] sealed = new byte[ChunkCipher.SEALED];
  private byte[] current = new byte[ChunkCipher.PLAIN];
  private byte[] following = new byte[ChunkCipher.PLAIN];
  private int followingLength = -1;
  private long number;
  private int start;
  private int end;
  private boolean ended;

  SealingStream(InputStream plain, ChunkCipher cipher) {
    this.plain = plain;
    this.cipher = cipher;
  }

  @Override
  public int read() throws IOException {
    return fill() ? sealed[start++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, end - start);
    System.arraycopy(sealed, start, target, offset, count);
    start += count;
    return count;
  }

  /** Whether all was read. */
  boolean ended() {
    return ended && start == end;
  }

  private boolean fill() throws IOException {
    if (start < end) {
      return true;
    }
    if (ended) {
      return false;
    }
    if (number == 0) {
      followingLength = plain.readNBytes(following, 0, following.length);
    }
    byte[] emptied = current;
    current = following;
    int length = followingLength;
    following = emptied;
    followingLength = length < current.length ? 0 : plain.readNBytes(following, 0, current.length);
    ended = followingLength == 0;
    end = cipher.seal(number, ended ? Position.LAST : Position.INNER, current, length, sealed);
    start = 0;
    number++;
    return true;
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
