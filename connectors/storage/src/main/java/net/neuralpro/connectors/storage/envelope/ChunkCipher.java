package net.neuralpro.connectors.storage.envelope;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts an object chunk by chunk: the STREAM construction over AES-256-GCM. The nonce of a chunk
 * is its number (11 bytes, big endian) and a byte that is 1 for the last chunk and 0 before it, so
 * that no chunk can be moved, repeated, left out at the end or taken from another object: every
 * object has a key of its own.
 *
 * @see <a href="https://eprint.iacr.org/2015/189">Hoang, Reyhanitabar, Rogaway, Vizár: Online
 *     Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance</a>
 */
final class ChunkCipher {
  static final int TAG = 16;

  /** The length of an encrypted chunk: that of a UnixFS chunk, so that each is one block. */
  static final int SEALED = 1 << 20;

  /** The length of a chunk before it is encrypted. */
  static final int PLAIN = SEALED - TAG;

  private static final int NONCE = 12;

  /** Whether more chunks follow. */
  enum Position {
    INNER,
    LAST
  }

  private final SecretKeySpec key;
  private final Cipher cipher;

  ChunkCipher(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw absent(e);
    }
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
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number, position));
      return cipher.doFinal(plain, 0, length, sealed, 0);
    } catch (GeneralSecurityException e) {
      throw absent(e);
    }
  }

  /**
   * Decrypts a chunk.
   *
   * @return how many bytes of {@code plain} were written
   * @throws AEADBadTagException if it is not what was encrypted at this place
   */
  int open(long number, Position position, byte[] sealed, int length, byte[] plain)
      throws AEADBadTagException {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(number, position));
      return cipher.doFinal(sealed, 0, length, plain, 0);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw absent(e);
    }
  }

  private static GCMParameterSpec nonce(long number, Position position) {
    byte[] nonce = new byte[NONCE];
    ByteBuffer.wrap(nonce).putLong(3, number).put(NONCE - 1, (byte) position.ordinal());
    return new GCMParameterSpec(TAG * Byte.SIZE, nonce);
  }

  private static IllegalStateException absent(GeneralSecurityException e) {
    return new IllegalStateException("Every Java platform has AES in Galois/counter mode", e);
  }
}
