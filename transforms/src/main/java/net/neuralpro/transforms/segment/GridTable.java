package net.neuralpro.transforms.segment;

import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/** The table of a recording's frame grid: frames at a fixed rate, anew from each cut and gap. */
public final class GridTable {
  public static final String ROW = "row";
  public static final String FRAME = "frame";
  public static final String TIME = "time_ns";
  public static final String GRID = "grid_ns";
  public static final String SHOT = "shot";
  public static final String KEY = "key";

  public static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of(ROW, ColumnType.INT64, "", "Number of the row, from 0."),
          Column.of(FRAME, ColumnType.INT64, "", "The recording's frame that is shown."),
          Column.of(TIME, ColumnType.INT64, "ns", "When that frame was captured."),
          Column.of(
              GRID, ColumnType.INT64, "ns", "The exact time of the row from its shot's start."),
          Column.of(SHOT, ColumnType.INT32, "", "The shot, from 0."),
          Column.of(KEY, ColumnType.BOOLEAN, "", "Whether a clip can start here."));

  private GridTable() {}
}
