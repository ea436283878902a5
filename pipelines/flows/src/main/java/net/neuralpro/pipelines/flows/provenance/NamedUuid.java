package net.neuralpro.pipelines.flows.provenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * UUIDs of version 5, which follow from names.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9562#section-5.5">RFC 9562, section 5.5</a>
 */
final class NamedUuid {
  private static final UUID URLS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private NamedUuid() {}

  /** The UUID of a URL. */
  static UUID ofUrl(String url) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest(
                  ByteBuffer.allocate(16 + url.getBytes(StandardCharsets.UTF_8).length)
                      .putLong(URLS.getMostSignificantBits())
                      .putLong(URLS.getLeastSignificantBits())
                      .put(url.getBytes(StandardCharsets.UTF_8))
                      .array());
      ByteBuffer bytes = ByteBuffer.wrap(hash);
      return new UUID(
          bytes.getLong() & ~0xF000L | 0x5000L, bytes.getLong() & ~(3L << 62) | 1L << 63);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-1", e);
    }
  }
}
