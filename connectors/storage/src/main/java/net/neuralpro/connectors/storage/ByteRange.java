package net.neuralpro.connectors.storage;

/**
 * Bytes of a file, half open.
 *
 * @param start the first byte, from 0
 * @param end the byte after the last; {@link Long#MAX_VALUE} stands for the end of the file
 */
public record ByteRange(long start, long end) {
  /** The whole file. */
  public static final ByteRange ALL = from(0);

  public ByteRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("Cannot read bytes [" + start + ", " + end + ")");
    }
  }

  /** From this byte to the end of the file. */
  public static ByteRange from(long start) {
    return new ByteRange(start, Long.MAX_VALUE);
  }
}
