package net.neuralpro.schemas.content;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A content identifier: version 1, SHA-256, written in base 32. Equal bytes under an equal codec
 * have equal identifiers, on any machine. Ordered by codec, then by digest.
 */
public final class Cid implements Comparable<Cid> {
  /** The multihash code of SHA-256 and the length of its digest. */
  private static final int SHA2_256 = 0x12;

  public static final int DIGEST_LENGTH = 32;

  private final Multicodec codec;
  private final byte[] digest;

  private Cid(Multicodec codec, byte[] digest) {
    this.codec = codec;
    this.digest = digest;
  }

  /** The identifier of these bytes. */
  public static Cid of(Multicodec codec, byte[] bytes) {
    return new Cid(codec, Sha256.of(bytes));
  }

  /** The identifier of the remaining bytes, which stay remaining. */
  public static Cid of(Multicodec codec, ByteBuffer bytes) {
    MessageDigest sha256 = Sha256.digest();
    sha256.update(bytes.duplicate());
    return new Cid(codec, sha256.digest());
  }

  /** The identifier that has this digest. */
  public static Cid ofDigest(Multicodec codec, byte[] digest) {
    if (digest.length != DIGEST_LENGTH) {
      throw new IllegalArgumentException(
          "Cannot make a CID of a digest of " + digest.length + " bytes: SHA-256 has 32");
    }
    return new Cid(codec, digest.clone());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is no CIDv1 of SHA-256 in canonical base 32
   */
  public static Cid parse(String text) {
    if (text.length() < 2 || text.length() > 100 || text.charAt(0) != 'b') {
      throw new IllegalArgumentException(
          "Cannot read CID '"
              + (text.length() > 100 ? text.substring(0, 100) + "…" : text)
              + "': it must be a CIDv1 in base 32, which begins with 'b'");
    }
    try {
      return ofBytes(Base32.decode(text.substring(1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Cannot read CID '" + text + "': " + e.getMessage(), e);
    }
  }

  /**
   * Reads the binary form.
   *
   * @throws IllegalArgumentException if it is no CIDv1 of SHA-256
   */
  public static Cid ofBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    Cid cid = read(buffer);
    if (buffer.hasRemaining()) {
      throw new IllegalArgumentException(
          "Cannot read a CID with " + buffer.remaining() + " bytes behind it");
    }
    return cid;
  }

  /**
   * Reads the binary form at the start of more bytes.
   *
   * @throws IllegalArgumentException if it is no CIDv1 of SHA-256
   */
  public static Cid read(ByteBuffer buffer) {
    long version = Varint.read(buffer);
    if (version != 1) {
      throw new IllegalArgumentException("Cannot read a CID of version " + version + ": only 1");
    }
    Multicodec codec = Multicodec.of(Varint.read(buffer));
    if (Varint.read(buffer) != SHA2_256 || Varint.read(buffer) != DIGEST_LENGTH) {
      throw new IllegalArgumentException("Cannot read a CID of another hash than SHA-256");
    }
    if (buffer.remaining() < DIGEST_LENGTH) {
      throw new IllegalArgumentException(
          "Cannot read a CID with " + buffer.remaining() + " bytes of digest: SHA-256 has 32");
    }
    byte[] digest = new byte[DIGEST_LENGTH];
    buffer.get(digest);
    return new Cid(codec, digest);
  }

  /**
   * Reads what {@link #multihash} gives.
   *
   * @throws IllegalArgumentException if it is no multihash of SHA-256 in canonical base 32
   */
  public static Cid ofMultihash(Multicodec codec, String multihash) {
    byte[] bytes = Base32.decode(multihash);
    if (bytes.length != DIGEST_LENGTH + 2 || bytes[0] != SHA2_256 || bytes[1] != DIGEST_LENGTH) {
      throw new IllegalArgumentException("Cannot read '" + multihash + "' as a multihash");
    }
    return new Cid(codec, Arrays.copyOfRange(bytes, 2, bytes.length));
  }

  public Multicodec codec() {
    return codec;
  }

  /** The 32 bytes of the digest, a copy. */
  public byte[] digest() {
    return digest.clone();
  }

  /** The binary form: version, codec, multihash. */
  public byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(5 + DIGEST_LENGTH);
    Varint.write(buffer, 1);
    Varint.write(buffer, codec.code());
    Varint.write(buffer, SHA2_256);
    Varint.write(buffer, DIGEST_LENGTH);
    buffer.put(digest);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** The multihash alone, in base 32: the same for any codec. */
  public String multihash() {
    byte[] bytes = bytes();
    return Base32.encode(Arrays.copyOfRange(bytes, bytes.length - DIGEST_LENGTH - 2, bytes.length));
  }

  /** Whether these bytes are those that this identifier names. */
  public boolean names(byte[] bytes) {
    return Arrays.equals(digest, Sha256.of(bytes));
  }

  @Override
  public int compareTo(Cid other) {
    int byCodec = Integer.compare(codec.code(), other.codec.code());
    return byCodec != 0 ? byCodec : Arrays.compareUnsigned(digest, other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cid cid && codec == cid.codec && Arrays.equals(digest, cid.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest) * 31 + codec.code();
  }

  @Override
  public String toString() {
    return "b" + Base32.encode(bytes());
  }
}
