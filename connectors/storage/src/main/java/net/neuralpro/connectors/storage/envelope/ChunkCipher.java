package net.neuralpro.connectors.storage.envelope;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts an object chunk by chunk: the STREAM construction over AES-256-GCM. The nonce of a chunk
 * is its number (11 bytes, big endian) and a byte that is 1 for the last chunk and 0 before it, so
 * that no chunk can be moved, repeated, left out at the end or taken from another object: every
 * object has a key of its own.
 *
 * <p>The platform decrypts GCM in one piece, which its compiler does not speed up within the first
 * gigabytes. So chunks are decrypted here in counter mode, which is what GCM is below its tag, in
 * small pieces, and encrypted again, in small pieces, for the tag that they must have.
 *
 * @see <a href="https://eprint.iacr.org/2015/189">Hoang, Reyhanitabar, Rogaway, Vizár: Online
 *     Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance</a>
 * @see <a href="https://doi.org/10.6028/NIST.SP.800-38D">NIST SP 800-38D: GCM</a>
 */
final class ChunkCipher {
  static final int TAG = 16;

  /** The length of an encrypted chunk: that of a UnixFS chunk, so that each is one block. */
  static final int SEALED = 1 << 20;

  /** The length of a chunk before it is encrypted. */
  static final int PLAIN = SEALED - TAG;

  private static final int NONCE = 12;
  private static final int AES_BLOCK = 16;

  /** The counter of the first block of a text in GCM; 1 is that of the tag. */
  private static final int FIRST_COUNTER = 2;

  private static final int PIECE = 4096;

  /** Whether more chunks follow. */
  enum Position {
    INNER,
    LAST
  }

  private final SecretKeySpec key;
  private final byte[] piece = new byte[PIECE + TAG];

  ChunkCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** How many chunks an object has that holds this many bytes: at least one. */
  static long chunks(long bytes) {
    return Math.max(1, (bytes + PLAIN - 1) / PLAIN);
  }

  /** The length of the object that holds this many bytes. */
  static long sealedLength(long bytes) {
    return bytes + chunks(bytes) * TAG;
  }

  /**
   * Encrypts a chunk.
   *
   * @return how many bytes of {@code sealed} were written
   */
  int seal(long number, Position position, byte[] plain, int length, byte[] sealed) {
    try {
      Cipher cipher = sealing(nonce(number, position));
      int done = 0;
      int written = 0;
      for (; length - done > PIECE; done += PIECE) {
        written += cipher.update(plain, done, PIECE, sealed, written);
      }
      return written + cipher.doFinal(plain, done, length - done, sealed, written);
    } catch (GeneralSecurityException e) {
      throw absent(e);
    }
  }

  /**
   * Decrypts a chunk.
   *
   * @return how many bytes of {@code plain} were written
   * @throws AEADBadTagException if it is not what was encrypted at this place; then none is left
   */
  int open(long number, Position position, byte[] sealed, int length, byte[] plain)
      throws AEADBadTagException {
    byte[] nonce = nonce(number, position);
    int bytes = length - TAG;
    try {
      decrypt(nonce, sealed, bytes, plain);
      byte[] tag = Arrays.copyOfRange(sealed, bytes, length);
      if (MessageDigest.isEqual(tag, tag(nonce, plain, bytes))) {
        return bytes;
      }
    } catch (GeneralSecurityException e) {
      throw absent(e);
    }
    Arrays.fill(plain, (byte) 0);
    throw new AEADBadTagException("The tag is not that of the bytes");
  }

  private void decrypt(byte[] nonce, byte[] sealed, int bytes, byte[] plain)
      throws GeneralSecurityException {
    byte[] counter = Arrays.copyOf(nonce, AES_BLOCK);
    counter[AES_BLOCK - 1] = FIRST_COUNTER;
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
    int done = 0;
    for (; bytes - done > PIECE; done += PIECE) {
      cipher.update(sealed, done, PIECE, plain, done);
    }
    cipher.doFinal(sealed, done, bytes - done, plain, done);
  }

  private byte[] tag(byte[] nonce, byte[] plain, int bytes) throws GeneralSecurityException {
    Cipher cipher = sealing(nonce);
    int done = 0;
    for (; bytes - done > PIECE; done += PIECE) {
      cipher.update(plain, done, PIECE, piece, 0);
    }
    int written = cipher.doFinal(plain, done, bytes - done, piece, 0);
    return Arrays.copyOfRange(piece, written - TAG, written);
  }

  private Cipher sealing(byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
    return cipher;
  }

  private static byte[] nonce(long number, Position position) {
    byte[] nonce = new byte[NONCE];
    ByteBuffer.wrap(nonce).putLong(3, number).put(NONCE - 1, (byte) position.ordinal());
    return nonce;
  }

  private static IllegalStateException absent(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform has AES in Galois/counter mode", e);
  }
}
