package net.neuralpro.connectors.storage.envelope;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The random key of one push, from which the keys of its objects and of its header are derived by
 * HKDF-SHA256 (RFC 5869).
 */
final class PushKey {
  static final int LENGTH = 32;

  private static final byte[] NO_SALT = {};

  private final byte[] key;

  private PushKey(byte[] key) {
    this.key = key;
  }

  static PushKey random(SecureRandom random) {
    byte[] key = new byte[LENGTH];
    random.nextBytes(key);
    return new PushKey(key);
  }

  static PushKey ofBytes(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("A push key has 32 bytes");
    }
    return new PushKey(key.clone());
  }

  byte[] bytes() {
    return key.clone();
  }

  /** Encrypts and decrypts the chunks of a file's object. */
  ChunkCipher file(ObjectId object) {
    return new ChunkCipher(derive(object.bytes(), "neural-envelope/1 file"));
  }

  /** Encrypts and decrypts the chunks of the index. */
  ChunkCipher index(ObjectId object) {
    return new ChunkCipher(derive(object.bytes(), "neural-envelope/1 index"));
  }

  /** Authenticates the header: HMAC-SHA-256. */
  byte[] authenticate(byte[] header) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(derive(NO_SALT, "neural-envelope/1 header"), "HmacSHA256"));
      return mac.doFinal(header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
    }
  }

  private byte[] derive(byte[] salt, String purpose) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(key, salt, purpose.getBytes(StandardCharsets.US_ASCII)));
    byte[] derived = new byte[LENGTH];
    hkdf.generateBytes(derived, 0, LENGTH);
    return derived;
  }
}
