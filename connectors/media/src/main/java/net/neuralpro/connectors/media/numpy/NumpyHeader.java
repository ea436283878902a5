package net.neuralpro.connectors.media.numpy;

import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of an array file declares.
 *
 * @param type the letter of the element type: b (boolean), i, u or f
 * @param size bytes of an element
 * @param order of the bytes of an element
 * @param columnMajor whether columns stand one after another, instead of rows
 * @param rows the first dimension
 * @param columns the second, 1 where there is none
 */
record NumpyHeader(
    char type, int size, ByteOrder order, boolean columnMajor, long rows, int columns) {
  private static final int MAX_COLUMNS = 4096;
  private static final long MAX_ROWS = 1L << 40;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([biuf])([1248])'");
  private static final Pattern COLUMN_MAJOR =
      Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("'shape'\\s*:\\s*\\(\\s*(\\d{1,15})\\s*,\\s*(?:(\\d{1,9})\\s*,?\\s*)?\\)");

  /**
   * Reads the Python literal.
   *
   * @throws IllegalArgumentException if it is not of a one- or two-dimensional array of numbers
   */
  static NumpyHeader parse(String text) {
    Matcher type = TYPE.matcher(text);
    Matcher columnMajor = COLUMN_MAJOR.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!type.find()) {
      throw new IllegalArgumentException("its elements are no plain numbers: " + text.strip());
    }
    if (!columnMajor.find() || !shape.find()) {
      throw new IllegalArgumentException(
          "it is not an array of one or two dimensions: " + text.strip());
    }
    int columns = shape.group(2) == null ? 1 : Integer.parseInt(shape.group(2));
    if (columns < 1 || columns > MAX_COLUMNS) {
      throw new IllegalArgumentException("it has " + columns + " columns, not 1 to 4096");
    }
    char kind = type.group(2).charAt(0);
    int size = Integer.parseInt(type.group(3));
    boolean known = kind == 'f' ? size >= 4 : kind != 'b' || size == 1;
    if (!known) {
      throw new IllegalArgumentException("elements of type " + kind + size + " are not known");
    }
    long rows = Long.parseLong(shape.group(1));
    if (rows > MAX_ROWS) {
      throw new IllegalArgumentException("it has " + rows + " rows, more than " + MAX_ROWS);
    }
    return new NumpyHeader(
        kind,
        size,
        type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        columnMajor.group(1).equals("True"),
        rows,
        columns);
  }

  /** Bytes of all elements: at most 2^40 · 2^12 · 2^3. */
  long bytes() {
    return rows * columns * size;
  }
}
