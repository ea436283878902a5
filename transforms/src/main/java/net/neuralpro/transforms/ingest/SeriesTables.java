package net.neuralpro.transforms.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.transforms.operators.Invocation;

/** Writes each sensor stream into a table of its own, output {@code series/NAME}. */
final class SeriesTables implements SampleSink, Closeable {
  private static final String PREFIX = "series/";

  private final Invocation invocation;
  private final SortedMap<String, RowAppender> tables = new TreeMap<>();

  SeriesTables(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void sample(String stream, SensorKind kind, long timeNanos, double... values)
      throws IOException {
    RowAppender table = tables.get(stream);
    if (table == null) {
      table = new RowAppender(invocation.createTable(PREFIX + stream, kind.schema()));
      tables.put(stream, table);
    }
    table.set(0, timeNanos);
    for (int column = 0; column < values.length; column++) {
      table.set(column + 1, values[column]);
    }
    table.endRow();
  }

  @Override
  public void finding(Finding finding) {
    throw new IllegalStateException("Findings belong into the recording's description");
  }

  @Override
  public void close() throws IOException {
    for (RowAppender table : tables.values()) {
      table.close();
    }
  }
}
