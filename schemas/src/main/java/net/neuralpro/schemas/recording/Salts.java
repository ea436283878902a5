package net.neuralpro.schemas.recording;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Salts that hide guessable values behind their hashes, each derived from a recording's blinding
 * secret: {@code HMAC-SHA-256(secret, domain ‖ 0x00 ‖ name)} over UTF-8. To show one salt reveals
 * neither the secret nor another salt.
 */
public final class Salts {
  private static final String FIELD = "neural/field";
  private static final String SAMPLE = "neural/sample";

  private Salts() {}

  /** The salt of the commitment to a field of the private half. */
  public static byte[] ofField(BlindingSecret secret, String name) {
    return derive(secret, FIELD, name);
  }

  /**
   * The salt of a leaf of a dataset's lineage.
   *
   * @param label what names the sample in its recording
   */
  public static byte[] ofSample(BlindingSecret secret, String label) {
    return derive(secret, SAMPLE, label);
  }

  private static byte[] derive(BlindingSecret secret, String domain, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
      return mac.doFinal((domain + "\0" + name).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
    }
  }
}
