package net.neuralpro.transforms.examine;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.media.video.GridRow;
import net.neuralpro.connectors.media.video.RowKind;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;

/**
 * The table {@code grid}: the rows of a recording's frame grid, which begins anew with each shot.
 * Row n is frame n of the grid video.
 */
public final class GridRows implements Closeable {
  public static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of("row", ColumnType.INT64, "", "Its number, from 0."),
          Column.of("frame", ColumnType.INT64, "", "The frame that is shown at its time."),
          Column.of("time_ns", ColumnType.INT64, "ns", "When that frame was captured."),
          Column.of("grid_ns", ColumnType.INT64, "ns", "Its exact time since its shot began."),
          Column.of("shot", ColumnType.INT32, "", "The shot that it is in."),
          Column.of("key", ColumnType.BOOLEAN, "", "Whether decoding can begin here."));

  private final RowAppender rows;

  GridRows(TableWriter writer) {
    rows = new RowAppender(writer);
  }

  void add(GridRow row) throws IOException {
    rows.set(0, row.row())
        .set(1, row.frame())
        .set(2, row.timeNanos())
        .set(3, row.gridNanos())
        .set(4, row.shot())
        .set(5, row.kind() == RowKind.KEY)
        .endRow();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
