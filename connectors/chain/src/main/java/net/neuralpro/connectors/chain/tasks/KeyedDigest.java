package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * HMAC-SHA-256 of an output's bytes; the key is the node's address (20 bytes) and then the task's
 * nonce (32 bytes, most significant first). Nobody can make it from the output's identifier, nor
 * from another node's keyed digest: the bytes are needed.
 */
public final class KeyedDigest {
  private final Mac mac;

  public KeyedDigest(Address node, BigInteger nonce) {
    Encoding.requireBits("a task's nonce", nonce, 256);
    byte[] key = new byte[Address.LENGTH + Digest.LENGTH];
    System.arraycopy(node.bytes(), 0, key, 0, Address.LENGTH);
    System.arraycopy(Encoding.word(nonce), 0, key, Address.LENGTH, Digest.LENGTH);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }

  /** Adds the output's next bytes. */
  public KeyedDigest add(byte[] bytes, int from, int length) {
    mac.update(bytes, from, length);
    return this;
  }

  /** The digest of all that was added; the next output begins anew. */
  public Digest finish() {
    return Digest.of(mac.doFinal());
  }

  /** The keyed digest of bytes that are at hand. */
  public static Digest of(Address node, BigInteger nonce, byte[] output) {
    return new KeyedDigest(node, nonce).add(output, 0, output.length).finish();
  }
}
