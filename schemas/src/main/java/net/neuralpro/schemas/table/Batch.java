package net.neuralpro.schemas.table;

import java.util.List;

/**
 * Some consecutive rows of a table.
 *
 * @param schema the table's columns
 * @param rows how many rows, 0 to {@link #MAX_ROWS}
 * @param values the elements, column by column as in the schema
 */
public record Batch(TableSchema schema, int rows, List<Values> values) {
  /** The most rows of a batch: it bounds what a reader of any table holds in memory. */
  public static final int MAX_ROWS = 4096;

  public Batch {
    values = List.copyOf(values);
    if (rows < 0 || rows > MAX_ROWS) {
      throw new IllegalArgumentException("Cannot make a batch of " + rows + " rows: 0 to 4096");
    }
    if (values.size() != schema.columns().size()) {
      throw new IllegalArgumentException(
          "Cannot fill " + schema.columns().size() + " columns with " + values.size());
    }
    for (int index = 0; index < values.size(); index++) {
      Column column = schema.columns().get(index);
      Values columnValues = values.get(index);
      if (columnValues.type() != column.type() || columnValues.size() != rows * column.width()) {
        throw new IllegalArgumentException(
            "Cannot fill column %s (%d rows of %d × %s) with %d × %s"
                .formatted(
                    column.name(),
                    rows,
                    column.width(),
                    column.type(),
                    columnValues.size(),
                    columnValues.type()));
      }
    }
  }

  public long[] longs(String column) {
    return ((Values.Longs) values(column)).array();
  }

  public int[] integers(String column) {
    return ((Values.Integers) values(column)).array();
  }

  public double[] doubles(String column) {
    return ((Values.Doubles) values(column)).array();
  }

  public float[] floats(String column) {
    return ((Values.Floats) values(column)).array();
  }

  public boolean[] flags(String column) {
    return ((Values.Flags) values(column)).array();
  }

  public String[] texts(String column) {
    return ((Values.Texts) values(column)).array();
  }

  /** The values of the column of this name. */
  public Values values(String column) {
    return values.get(schema.require(column));
  }
}
