package net.neuralpro.connectors.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.Values;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** The rows of one row group, read column by column in batches. */
final class ParquetRowGroup {
  private final ParquetColumns columns;
  private final String place;
  private final List<ColumnReader> readers = new ArrayList<>();
  private final long rows;
  private long done;

  ParquetRowGroup(ParquetColumns columns, PageReadStore pages, String place)
      throws RejectedInputException {
    this.columns = columns;
    this.place = place;
    this.rows = pages.getRowCount();
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, new Root(columns.type()), columns.type(), "");
    for (int index = 0; index < columns.descriptors().size(); index++) {
      ColumnDescriptor descriptor = columns.descriptors().get(index);
      Column column = columns.schema().columns().get(index);
      long values = pages.getPageReader(descriptor).getTotalValueCount();
      if (values != rows * column.width()) {
        throw rejected(
            column.width() > 1 ? "PARQUET-LIST-LENGTH" : "PARQUET-MALFORMED",
            column,
            "%d values in %d rows of %d".formatted(values, rows, column.width()));
      }
      readers.add(store.getColumnReader(descriptor));
    }
  }

  boolean isDone() {
    return done >= rows;
  }

  Batch next() throws RejectedInputException {
    int count = (int) Math.min(Batch.MAX_ROWS, rows - done);
    List<Values> values = new ArrayList<>(readers.size());
    for (int index = 0; index < readers.size(); index++) {
      values.add(read(index, count));
    }
    done += count;
    return new Batch(columns.schema(), count, values);
  }

  private Values read(int index, int rowCount) throws RejectedInputException {
    Column column = columns.schema().columns().get(index);
    ColumnReader reader = readers.get(index);
    int size = rowCount * column.width();
    return switch (column.type()) {
      case INT64 -> {
        long[] longs = new long[size];
        for (int element = 0; element < size; element++) {
          advance(index, element);
          longs[element] = reader.getLong();
          reader.consume();
        }
        yield new Values.Longs(longs);
      }
      case INT32 -> {
        int[] integers = new int[size];
        for (int element = 0; element < size; element++) {
          advance(index, element);
          integers[element] = reader.getInteger();
          reader.consume();
        }
        yield new Values.Integers(integers);
      }
      case FLOAT64 -> {
        double[] doubles = new double[size];
        for (int element = 0; element < size; element++) {
          doubles[element] = advance(index, element) ? reader.getDouble() : Double.NaN;
          reader.consume();
        }
        yield new Values.Doubles(doubles);
      }
      case FLOAT32 -> {
        float[] floats = new float[size];
        for (int element = 0; element < size; element++) {
          floats[element] = advance(index, element) ? reader.getFloat() : Float.NaN;
          reader.consume();
        }
        yield new Values.Floats(floats);
      }
      case BOOLEAN -> {
        boolean[] flags = new boolean[size];
        for (int element = 0; element < size; element++) {
          advance(index, element);
          flags[element] = reader.getBoolean();
          reader.consume();
        }
        yield new Values.Flags(flags);
      }
      case TEXT -> {
        String[] texts = new String[size];
        for (int element = 0; element < size; element++) {
          advance(index, element);
          texts[element] = reader.getBinary().toStringUsingUTF8();
          reader.consume();
        }
        yield new Values.Texts(texts);
      }
    };
  }

  /**
   * Checks the levels of the next element. True if there is a value, false if a floating-point
   * value is missing.
   */
  private boolean advance(int index, int element) throws RejectedInputException {
    Column column = columns.schema().columns().get(index);
    ColumnDescriptor descriptor = columns.descriptors().get(index);
    ColumnReader reader = readers.get(index);
    int repetition = element % column.width() == 0 ? 0 : 1;
    if (reader.getCurrentRepetitionLevel() != repetition) {
      throw rejected(
          "PARQUET-LIST-LENGTH", column, "lists of other lengths than " + column.width());
    }
    if (reader.getCurrentDefinitionLevel() == descriptor.getMaxDefinitionLevel()) {
      return true;
    }
    if (column.type() == ColumnType.FLOAT32 || column.type() == ColumnType.FLOAT64) {
      return false;
    }
    throw rejected("PARQUET-NULL", column, "a missing value; perhaps write 0 and a mask column");
  }

  private RejectedInputException rejected(String rule, Column column, String evidence) {
    return new RejectedInputException(
        Finding.error(
            rule,
            place,
            "Cannot read column %s near row %d: %s".formatted(column.name(), done, evidence)));
  }

  /** The library asks for converters, which reading by columns never calls. */
  private static final class Root extends GroupConverter {
    private final GroupType type;

    Root(GroupType type) {
      this.type = type;
    }

    @Override
    public Converter getConverter(int field) {
      Type child = type.getType(field);
      return child.isPrimitive() ? new Leaf() : new Root(child.asGroupType());
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private static final class Leaf extends PrimitiveConverter {}
}
