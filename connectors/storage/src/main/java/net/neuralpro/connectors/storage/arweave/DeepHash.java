package net.neuralpro.connectors.storage.arweave;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * What is signed in place of a structure of bytes and lists: SHA-384, in which every value and
 * every list carries its kind and length, so that no two structures have the same.
 *
 * @see <a
 *     href="https://github.com/ArweaveTeam/arweave/blob/master/apps/arweave/src/ar_deep_hash.erl">
 *     the node's ar_deep_hash</a>
 */
public final class DeepHash {
  private DeepHash() {}

  /** A part of a structure. */
  public sealed interface Part {}

  /** Some bytes. */
  public record Blob(byte[] bytes) implements Part {
    /** The bytes of a text in UTF-8. */
    public static Blob of(String text) {
      return new Blob(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Parts, in order. */
  public record Parts(List<Part> parts) implements Part {
    public Parts {
      parts = List.copyOf(parts);
    }

    /** These parts. */
    public static Parts of(Part... parts) {
      return new Parts(List.of(parts));
    }
  }

  /** The 48 bytes for a structure. */
  public static byte[] of(Part part) {
    if (part instanceof Blob blob) {
      return sha384(sha384(text("blob" + blob.bytes().length)), sha384(blob.bytes()));
    }
    List<Part> parts = ((Parts) part).parts();
    byte[] digest = sha384(text("list" + parts.size()));
    for (Part each : parts) {
      digest = sha384(digest, of(each));
    }
    return digest;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha384(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-384");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-384", e);
    }
  }
}
