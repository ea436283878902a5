package net.neuralpro.transforms.tables;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy file of little-endian doubles with one or two dimensions. */
public record NumpyArray(double[] elements, int rows, int columns, Order order) {
  private static final Pattern SHAPE = Pattern.compile("'shape': \\((\\d+),(?: (\\d+))?\\)");

  /** Which index runs fastest in memory. */
  public enum Order {
    ROWS,
    COLUMNS
  }

  public static NumpyArray read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    String header = new String(bytes.array(), 10, start - 10, StandardCharsets.US_ASCII);
    Matcher shape = SHAPE.matcher(header);
    if (!shape.find() || !header.contains("'<f8'")) {
      throw new IOException("Cannot read the array of " + file + ": " + header);
    }
    double[] elements = new double[(bytes.limit() - start) / Double.BYTES];
    bytes.position(start).asDoubleBuffer().get(elements);
    return new NumpyArray(
        elements,
        Integer.parseInt(shape.group(1)),
        shape.group(2) == null ? 1 : Integer.parseInt(shape.group(2)),
        header.contains("'fortran_order': True") ? Order.COLUMNS : Order.ROWS);
  }

  public double at(int row, int column) {
    return elements[order == Order.ROWS ? row * columns + column : column * rows + row];
  }
}
