package net.neuralpro.transforms.examine;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.media.video.GridRow;
import net.neuralpro.connectors.media.video.analysis.PictureSums;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableWriter;

/** Fills the {@link PictureTable}. */
final class PictureRows implements Closeable {
  private final RowAppender rows;

  PictureRows(TableWriter writer) {
    rows = new RowAppender(writer);
  }

  void add(GridRow row) throws IOException {
    int column = 0;
    rows.set(column++, row.row());
    rows.set(column++, row.picture().values());
    for (PictureSums.Channel channel : row.picture().channels()) {
      rows.set(column++, channel.sum());
      rows.set(column++, channel.squares());
      rows.set(column++, channel.minimum());
      rows.set(column++, channel.maximum());
    }
    rows.endRow();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
