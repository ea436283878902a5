package net.neuralpro.connectors.storage.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import net.neuralpro.schemas.content.Sha256;

/** Digests as S3 writes them, in base 64: against slips on the way, not against attackers. */
final class Digests {
  private Digests() {}

  static String sha256(byte[] bytes) {
    return Base64.getEncoder().encodeToString(Sha256.of(bytes));
  }

  static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
