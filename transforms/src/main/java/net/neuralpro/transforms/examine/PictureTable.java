package net.neuralpro.transforms.examine;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/**
 * The table {@code pictures}: sums over a sparse sample of each grid picture's values in red, green
 * and blue, 0 to 255, from which statistics of any set of rows are added up.
 */
public final class PictureTable {
  public static final String ROW = "row";
  public static final String VALUES = "values";
  public static final List<String> CHANNELS = List.of("red", "green", "blue");

  public static final TableSchema SCHEMA = schema();

  private PictureTable() {}

  public static String sum(String channel) {
    return channel + "_sum";
  }

  public static String squares(String channel) {
    return channel + "_squares";
  }

  public static String minimum(String channel) {
    return channel + "_min";
  }

  public static String maximum(String channel) {
    return channel + "_max";
  }

  private static TableSchema schema() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of(ROW, ColumnType.INT64, "", "The row of the grid."));
    columns.add(Column.of(VALUES, ColumnType.INT64, "", "Values of each channel."));
    for (String channel : CHANNELS) {
      columns.add(Column.of(sum(channel), ColumnType.INT64, "", "Their sum."));
      columns.add(Column.of(squares(channel), ColumnType.INT64, "", "The sum of their squares."));
      columns.add(Column.of(minimum(channel), ColumnType.INT32, "", "The least."));
      columns.add(Column.of(maximum(channel), ColumnType.INT32, "", "The greatest."));
    }
    return new TableSchema(columns);
  }
}
