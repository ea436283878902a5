package net.neuralpro.connectors.media.numpy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Reads an array of numbers of one or two dimensions from a file in NumPy's format 1, 2 or 3, a
 * block of rows at a time, in either memory order.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy
 *     format</a>
 */
public final class NumpyArray implements Closeable {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 65_536;
  private static final int MAX_BLOCK = 4096;

  private final String place;
  private final SeekableByteChannel channel;
  private final NumpyHeader header;
  private final long start;

  private NumpyArray(String place, SeekableByteChannel channel) throws IOException {
    this.place = place;
    this.channel = channel;
    ByteBuffer prefix = read(0, 12);
    byte[] magic = new byte[MAGIC.length];
    prefix.get(magic);
    int version = prefix.get();
    prefix.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw rejected("NUMPY-NONE", "it does not begin as a NumPy file of format 1 to 3");
    }
    int prefixLength = version == 1 ? 10 : 12;
    long length = version == 1 ? prefix.getShort(8) & 0xffff : prefix.getInt(8) & 0xffffffffL;
    if (length > MAX_HEADER) {
      throw rejected("NUMPY-HEADER", "its header has " + length + " bytes");
    }
    byte[] text = new byte[(int) length];
    read(prefixLength, text.length).get(text);
    try {
      header = NumpyHeader.parse(new String(text, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw rejected("NUMPY-HEADER", String.valueOf(e.getMessage()));
    }
    start = prefixLength + length;
    if (channel.size() - start != header.bytes()) {
      throw rejected(
          channel.size() - start < header.bytes() ? "NUMPY-TRUNCATED" : "NUMPY-SIZE",
          "it has %d bytes of %d that its header declares"
              .formatted(channel.size() - start, header.bytes()));
    }
  }

  /**
   * Opens a file.
   *
   * @throws RejectedInputException NUMPY-NONE, NUMPY-HEADER, NUMPY-TRUNCATED or NUMPY-SIZE
   */
  public static NumpyArray open(ByteSource source) throws IOException {
    SeekableByteChannel channel = source.open();
    try {
      return new NumpyArray(source.name(), channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The first dimension. */
  public long rows() {
    return header.rows();
  }

  /** The second dimension, 1 where there is none. */
  public int columns() {
    return header.columns();
  }

  /** How many rows {@link #block} gives at once. */
  public int blockRows() {
    return (int) Math.min(MAX_BLOCK, Math.max(1, (1 << 20) / (header.columns() * 8L)));
  }

  /**
   * Consecutive rows.
   *
   * @param first the first of them
   * @param count at most {@link #blockRows} and not beyond the last
   * @return the elements, row after row
   */
  public double[] block(long first, int count) throws IOException {
    if (first < 0 || count < 0 || count > blockRows() || first + count > rows()) {
      throw new IllegalArgumentException(
          "Cannot read %d rows from %d of %d".formatted(count, first, rows()));
    }
    int columns = header.columns();
    double[] values = new double[count * columns];
    if (!header.columnMajor()) {
      ByteBuffer bytes =
          read(start + first * columns * header.size(), values.length * header.size());
      for (int index = 0; index < values.length; index++) {
        values[index] = number(bytes);
      }
      return values;
    }
    for (int column = 0; column < columns; column++) {
      ByteBuffer bytes =
          read(start + (column * rows() + first) * header.size(), count * header.size());
      for (int row = 0; row < count; row++) {
        values[row * columns + column] = number(bytes);
      }
    }
    return values;
  }

  private double number(ByteBuffer bytes) {
    bytes.order(header.order());
    return switch (header.type()) {
      case 'f' -> header.size() == 8 ? bytes.getDouble() : bytes.getFloat();
      case 'i' ->
          switch (header.size()) {
            case 1 -> bytes.get();
            case 2 -> bytes.getShort();
            case 4 -> bytes.getInt();
            default -> bytes.getLong();
          };
      default ->
          switch (header.size()) {
            case 1 -> bytes.get() & 0xff;
            case 2 -> bytes.getShort() & 0xffff;
            case 4 -> bytes.getInt() & 0xffffffffL;
            default -> unsigned(bytes.getLong());
          };
    };
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1 | value & 1) * 2.0;
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(position);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw rejected("NUMPY-TRUNCATED", "it ends at byte " + (position + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private RejectedInputException rejected(String rule, String reason) {
    return new RejectedInputException(
        Finding.error(rule, place, "Cannot read the NumPy array: " + reason));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
