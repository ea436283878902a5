package net.neuralpro.connectors.storage.envelope;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** The private key that opens envelopes made for its {@link Recipient}. It is never shown. */
public final class RecipientKey {
  static final int LENGTH = 32;

  private final byte[] key;
  private final Recipient recipient;

  private RecipientKey(byte[] key) {
    this.key = key;
    byte[] point = new byte[LENGTH];
    X25519.generatePublicKey(key, 0, point, 0);
    this.recipient = Recipient.ofBytes(point);
  }

  /** A new key. */
  public static RecipientKey random() {
    byte[] key = new byte[LENGTH];
    new SecureRandom().nextBytes(key);
    return new RecipientKey(key);
  }

  static RecipientKey ofBytes(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("Cannot use a key of " + key.length + " bytes: only 32");
    }
    return new RecipientKey(key.clone());
  }

  /** Whom others encrypt to. */
  public Recipient recipient() {
    return recipient;
  }

  byte[] bytes() {
    return key.clone();
  }

  @Override
  public String toString() {
    return "RecipientKey[" + recipient + "]";
  }
}
