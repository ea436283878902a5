package net.neuralpro.transforms.shard;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.operators.Invocation;

/**
 * Gives the rows of one clip after another out of the tables of their recordings. As long as clips
 * of a table come in their order, it is read once.
 */
final class ClipRows implements Closeable {
  private final Invocation invocation;
  private final ToLongBiFunction<Batch, Integer> position;
  private Optional<Cid> open = Optional.empty();
  private Optional<TableReader> reader = Optional.empty();
  private Optional<Batch> batch = Optional.empty();
  private int next;
  private long passed;

  /**
   * @param position the number by which a table's rows are sorted, of a row of a batch
   */
  ClipRows(Invocation invocation, ToLongBiFunction<Batch, Integer> position) {
    this.invocation = invocation;
    this.position = position;
  }

  /** A row of a batch. */
  record Row(Batch batch, int index) {}

  /** The columns of a table. */
  TableSchema schema(Cid table) throws IOException {
    if (!open.equals(Optional.of(table))) {
      start(table);
    }
    return reader.orElseThrow().schema();
  }

  /**
   * The rows whose positions lie in {@code [from, to)}.
   *
   * @throws IOException if there are not exactly so many
   */
  List<Row> rows(Cid table, long from, long to, int count) throws IOException {
    if (!open.equals(Optional.of(table)) || from < passed) {
      start(table);
    }
    List<Row> rows = new ArrayList<>(count);
    while (fill()) {
      Batch current = batch.orElseThrow();
      long place = position.applyAsLong(current, next);
      if (place >= to) {
        break;
      }
      if (place >= from) {
        rows.add(new Row(current, next));
      }
      next++;
    }
    passed = to;
    if (rows.size() != count) {
      throw new IOException(
          "Cannot read a clip from table %s: it has %d rows where %d were expected"
              .formatted(table, rows.size(), count));
    }
    return rows;
  }

  private boolean fill() throws IOException {
    while (batch.isEmpty() || next == batch.get().rows()) {
      batch = reader.orElseThrow().next();
      next = 0;
      if (batch.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void start(Cid table) throws IOException {
    close();
    reader = Optional.of(invocation.table(table));
    open = Optional.of(table);
    batch = Optional.empty();
    next = 0;
    passed = Long.MIN_VALUE;
  }

  @Override
  public void close() throws IOException {
    if (reader.isPresent()) {
      reader.get().close();
    }
    reader = Optional.empty();
    open = Optional.empty();
  }
}
