package net.neuralpro.schemas.content;

/** What the bytes of a block are, by the codes of the multicodec table. */
public enum Multicodec {
  /** Any bytes, with no links. */
  RAW(0x55),
  /** A node of a UnixFS file or folder. */
  DAG_PB(0x70),
  /** A structured record in canonical JSON with links. */
  DAG_JSON(0x0129);

  private final int code;

  Multicodec(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /**
   * The codec of this code.
   *
   * @throws IllegalArgumentException if it is none of those that are used here
   */
  public static Multicodec of(long code) {
    for (Multicodec codec : values()) {
      if (codec.code == code) {
        return codec;
      }
    }
    throw new IllegalArgumentException(
        "Cannot use codec 0x%x: raw, dag-pb and dag-json are known".formatted(code));
  }
}
