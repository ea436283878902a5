package net.neuralpro.transforms.ingest;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.transforms.operators.Invocation;
import org.jspecify.annotations.Nullable;

/** Writes the frames of a recording into output {@code frames}, which it makes if there are any. */
final class FrameTable implements FrameSink, Closeable {
  private final Invocation invocation;
  private @Nullable RowAppender table;

  FrameTable(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void frame(Frame frame) throws IOException {
    RowAppender rows = table;
    if (rows == null) {
      rows = new RowAppender(invocation.createTable("frames", IngestOperator.FRAMES));
      table = rows;
    }
    rows.set(0, frame.timeNanos()).set(1, frame.key()).set(2, frame.bytes()).endRow();
  }

  @Override
  public void close() throws IOException {
    if (table != null) {
      table.close();
    }
  }
}
