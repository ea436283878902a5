package net.neuralpro.transforms.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.schemas.table.Values;
import net.neuralpro.transforms.operators.Invocation;

/** A table of scalar columns whose rows are kept in memory and can be read in any batches. */
public final class MemoryTable implements TableWriter {
  private final TableSchema schema;
  private final List<List<Object>> rows = new ArrayList<>();

  public MemoryTable(TableSchema schema) {
    this.schema = schema;
  }

  /** Appends a row of boxed values, one for each column. */
  public MemoryTable row(Object... values) {
    rows.add(List.of(values));
    return this;
  }

  /** A table that holds what a reader has to give. */
  public static MemoryTable of(TableReader reader) throws IOException {
    MemoryTable table = new MemoryTable(reader.schema());
    for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
      table.write(batch.get());
    }
    return table;
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  public List<List<Object>> rows() {
    return rows;
  }

  /** All values of a column. */
  public List<Object> column(String name) {
    int index = schema.require(name);
    return rows.stream().map(row -> row.get(index)).toList();
  }

  public double[] doubles(String name) {
    return column(name).stream().mapToDouble(value -> (Double) value).toArray();
  }

  public long[] longs(String name) {
    return column(name).stream().mapToLong(value -> ((Number) value).longValue()).toArray();
  }

  public List<Boolean> flags(String name) {
    return column(name).stream().map(value -> (Boolean) value).toList();
  }

  @Override
  public void write(Batch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      List<Object> values = new ArrayList<>();
      for (Values column : batch.values()) {
        values.add(element(column, row));
      }
      rows.add(List.copyOf(values));
    }
  }

  private static Object element(Values values, int row) {
    if (values instanceof Values.Longs longs) {
      return longs.array()[row];
    }
    if (values instanceof Values.Integers integers) {
      return integers.array()[row];
    }
    if (values instanceof Values.Doubles doubles) {
      return doubles.array()[row];
    }
    if (values instanceof Values.Flags flags) {
      return flags.array()[row];
    }
    throw new IllegalArgumentException("Cannot keep columns of " + values.type());
  }

  @Override
  public void close() {}

  public TableReader reader() {
    return reader(() -> Batch.MAX_ROWS);
  }

  /** A reader whose batches have these sizes, one after another. */
  public TableReader reader(IntSupplier sizes) {
    return new TableReader() {
      private int next;

      @Override
      public TableSchema schema() {
        return schema;
      }

      @Override
      public Optional<Batch> next() {
        if (next == rows.size()) {
          return Optional.empty();
        }
        int from = next;
        next = Math.min(rows.size(), from + sizes.getAsInt());
        return Optional.of(batch(rows.subList(from, next)));
      }

      @Override
      public void close() {}
    };
  }

  private Batch batch(List<List<Object>> some) {
    List<Values> values = new ArrayList<>();
    for (int column = 0; column < schema.columns().size(); column++) {
      values.add(values(some, column, schema.columns().get(column).type()));
    }
    return new Batch(schema, some.size(), values);
  }

  private static Values values(List<List<Object>> some, int column, ColumnType type) {
    return switch (type) {
      case INT64 ->
          new Values.Longs(some.stream().mapToLong(row -> (Long) row.get(column)).toArray());
      case INT32 ->
          new Values.Integers(some.stream().mapToInt(row -> (Integer) row.get(column)).toArray());
      case FLOAT64 ->
          new Values.Doubles(some.stream().mapToDouble(row -> (Double) row.get(column)).toArray());
      case BOOLEAN -> {
        boolean[] flags = new boolean[some.size()];
        for (int index = 0; index < flags.length; index++) {
          flags[index] = (Boolean) some.get(index).get(column);
        }
        yield new Values.Flags(flags);
      }
      case FLOAT32, TEXT -> throw new IllegalArgumentException("Cannot keep columns of " + type);
    };
  }

  /** Stores this table, in batches as an operator writes them. */
  public Cid store(Invocation invocation, String output) throws IOException {
    try (TableWriter writer = invocation.createTable(output, schema)) {
      TableReader reader = reader();
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        writer.write(batch.get());
      }
    }
    return Objects.requireNonNull(invocation.outputs().get(output));
  }
}
