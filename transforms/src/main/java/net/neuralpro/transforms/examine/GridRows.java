package net.neuralpro.transforms.examine;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.media.video.GridRow;
import net.neuralpro.connectors.media.video.RowKind;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableWriter;

/** Fills the table {@code grid}: row n is frame n of the grid video. */
final class GridRows implements Closeable {
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
