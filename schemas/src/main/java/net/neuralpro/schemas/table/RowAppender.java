package net.neuralpro.schemas.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills batches of a writer row by row. Each element of the row is set by column position, then
 * {@link #endRow} ends it; elements that were not set are 0, false or empty.
 */
public final class RowAppender implements Closeable {
  private final TableWriter writer;
  private final List<Object> arrays = new ArrayList<>();
  private int row;
  private long total;

  public RowAppender(TableWriter writer) {
    this.writer = writer;
    clear();
  }

  private void clear() {
    arrays.clear();
    for (Column column : writer.schema().columns()) {
      int size = Batch.MAX_ROWS * column.width();
      arrays.add(
          switch (column.type()) {
            case INT64 -> new long[size];
            case INT32 -> new int[size];
            case FLOAT64 -> new double[size];
            case FLOAT32 -> new float[size];
            case BOOLEAN -> new boolean[size];
            case TEXT -> filled(size);
          });
    }
    row = 0;
  }

  private static String[] filled(int size) {
    String[] texts = new String[size];
    Arrays.fill(texts, "");
    return texts;
  }

  public RowAppender set(int column, long value) {
    ((long[]) arrays.get(column))[row] = value;
    return this;
  }

  public RowAppender set(int column, int value) {
    ((int[]) arrays.get(column))[row] = value;
    return this;
  }

  public RowAppender set(int column, double value) {
    ((double[]) arrays.get(column))[row] = value;
    return this;
  }

  public RowAppender set(int column, float value) {
    ((float[]) arrays.get(column))[row] = value;
    return this;
  }

  public RowAppender set(int column, boolean value) {
    ((boolean[]) arrays.get(column))[row] = value;
    return this;
  }

  public RowAppender set(int column, String value) {
    ((String[]) arrays.get(column))[row] = value;
    return this;
  }

  /** Sets a vector; its length must be the column's width. */
  public RowAppender set(int column, float[] vector) {
    System.arraycopy(vector, 0, arrays.get(column), row * vector.length, vector.length);
    return this;
  }

  /** Sets a vector; its length must be the column's width. */
  public RowAppender set(int column, double[] vector) {
    System.arraycopy(vector, 0, arrays.get(column), row * vector.length, vector.length);
    return this;
  }

  /** Sets a vector; its length must be the column's width. */
  public RowAppender set(int column, boolean[] vector) {
    System.arraycopy(vector, 0, arrays.get(column), row * vector.length, vector.length);
    return this;
  }

  public void endRow() throws IOException {
    row++;
    total++;
    if (row == Batch.MAX_ROWS) {
      flush();
    }
  }

  /** How many rows were ended. */
  public long rows() {
    return total;
  }

  private void flush() throws IOException {
    if (row == 0) {
      return;
    }
    List<Values> values = new ArrayList<>();
    for (int index = 0; index < arrays.size(); index++) {
      int size = row * writer.schema().columns().get(index).width();
      Object array = arrays.get(index);
      values.add(
          switch (writer.schema().columns().get(index).type()) {
            case INT64 -> new Values.Longs(Arrays.copyOf((long[]) array, size));
            case INT32 -> new Values.Integers(Arrays.copyOf((int[]) array, size));
            case FLOAT64 -> new Values.Doubles(Arrays.copyOf((double[]) array, size));
            case FLOAT32 -> new Values.Floats(Arrays.copyOf((float[]) array, size));
            case BOOLEAN -> new Values.Flags(Arrays.copyOf((boolean[]) array, size));
            case TEXT -> new Values.Texts(Arrays.copyOf((String[]) array, size));
          });
    }
    writer.write(new Batch(writer.schema(), row, values));
    clear();
  }

  /** Writes what is left and closes the writer. */
  @Override
  public void close() throws IOException {
    flush();
    writer.close();
  }
}
