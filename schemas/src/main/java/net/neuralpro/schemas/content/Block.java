package net.neuralpro.schemas.content;

/**
 * Bytes and the identifier that names them. The array is shared, not copied; whoever gets it must
 * not change it.
 *
 * @param cid names the bytes
 * @param bytes at most {@link #MAX_SIZE}
 */
public record Block(Cid cid, byte[] bytes) {
  /** The largest block that may be stored or exchanged: what IPFS nodes pass on to each other. */
  public static final int MAX_SIZE = 2 << 20;

  public Block {
    if (bytes.length > MAX_SIZE) {
      throw new IllegalArgumentException(
          "Cannot make a block of " + bytes.length + " bytes: at most " + MAX_SIZE);
    }
  }

  /** The block of these bytes, named by their hash. */
  public static Block of(Multicodec codec, byte[] bytes) {
    return new Block(Cid.of(codec, bytes), bytes);
  }

  /** Whether the bytes are those that the identifier names. */
  public boolean isGenuine() {
    return cid.names(bytes);
  }
}
