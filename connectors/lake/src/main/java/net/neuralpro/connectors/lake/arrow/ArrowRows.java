package net.neuralpro.connectors.lake.arrow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;

/** The rows of one record batch, given a piece at a time. */
final class ArrowRows {
  private static final int MAX_TEXT_BYTES = 256 << 20;

  private final TableSchema schema;
  private final ArrowSource source;
  private final long rows;
  private final List<Range> columns = new ArrayList<>();
  private long done;

  /** Where a column's elements lie in the file; texts have offsets before their data. */
  private record Range(long start, long length, long data, long dataLength) {}

  ArrowRows(TableSchema schema, ArrowSource source, RecordBatch batch, long body, long bodyLength)
      throws IOException {
    this.schema = schema;
    this.source = source;
    this.rows = batch.length();
    if (rows < 0 || rows > Long.MAX_VALUE >> 20) {
      throw source.malformed(rows + " rows are declared");
    }
    int node = 0;
    int buffer = 0;
    for (Column column : schema.columns()) {
      if (column.width() > 1) {
        requireNode(batch, node, rows, column);
        node++;
        buffer++;
      }
      requireNode(batch, node, rows * column.width(), column);
      node++;
      buffer++;
      Range values = range(batch, buffer, body, bodyLength);
      buffer++;
      if (column.type() == ColumnType.TEXT) {
        Range data = range(batch, buffer, body, bodyLength);
        buffer++;
        values = new Range(values.start(), values.length(), data.start(), data.length());
      }
      requireLength(column, values);
      columns.add(values);
    }
  }

  private void requireNode(RecordBatch batch, int index, long length, Column column)
      throws IOException {
    FieldNode node =
        index < batch.nodesLength() ? ArrowMessages.required(batch.nodes(index), "node") : null;
    if (node == null || node.length() != length) {
      throw source.malformed("column " + column.name() + " has not as many elements as rows");
    }
    if (node.nullCount() != 0) {
      throw new IllegalArgumentException(
          "Cannot read nulls in column " + column.name() + ": 0 with a mask column is needed");
    }
  }

  private Range range(RecordBatch batch, int index, long body, long bodyLength) throws IOException {
    Buffer buffer =
        index < batch.buffersLength()
            ? ArrowMessages.required(batch.buffers(index), "buffer")
            : null;
    if (buffer == null
        || buffer.offset() < 0
        || buffer.length() < 0
        || buffer.offset() > bodyLength - buffer.length()) {
      throw source.malformed("buffer " + index + " lies outside of its record batch");
    }
    return new Range(body + buffer.offset(), buffer.length(), 0, 0);
  }

  private void requireLength(Column column, Range range) throws IOException {
    long elements = rows * column.width();
    long needed =
        switch (column.type()) {
          case INT64, FLOAT64 -> elements * 8;
          case INT32, FLOAT32 -> elements * 4;
          case BOOLEAN -> (elements + 7) / 8;
          case TEXT -> rows == 0 ? 0 : (elements + 1) * 4;
        };
    if (range.length() < needed) {
      throw source.malformed(
          "column %s has %d bytes where %d rows need %d"
              .formatted(column.name(), range.length(), rows, needed));
    }
  }

  boolean isDone() {
    return done == rows;
  }

  Batch next() throws IOException {
    int count = (int) Math.min(Batch.MAX_ROWS, rows - done);
    List<Values> values = new ArrayList<>(columns.size());
    for (int index = 0; index < columns.size(); index++) {
      Column column = schema.columns().get(index);
      values.add(values(column, columns.get(index), done * column.width(), count * column.width()));
    }
    done += count;
    return new Batch(schema, count, values);
  }

  private Values values(Column column, Range range, long first, int count) throws IOException {
    return switch (column.type()) {
      case INT64 -> {
        long[] longs = new long[count];
        source.read(range.start() + first * 8, count * 8).asLongBuffer().get(longs);
        yield new Values.Longs(longs);
      }
      case FLOAT64 -> {
        double[] doubles = new double[count];
        source.read(range.start() + first * 8, count * 8).asDoubleBuffer().get(doubles);
        yield new Values.Doubles(doubles);
      }
      case INT32 -> {
        int[] integers = new int[count];
        source.read(range.start() + first * 4, count * 4).asIntBuffer().get(integers);
        yield new Values.Integers(integers);
      }
      case FLOAT32 -> {
        float[] floats = new float[count];
        source.read(range.start() + first * 4, count * 4).asFloatBuffer().get(floats);
        yield new Values.Floats(floats);
      }
      case BOOLEAN -> flags(range, first, count);
      case TEXT -> texts(column, range, first, count);
    };
  }

  private Values flags(Range range, long first, int count) throws IOException {
    int shift = (int) (first & 7);
    ByteBuffer bits = source.read(range.start() + first / 8, (shift + count + 7) / 8);
    boolean[] flags = new boolean[count];
    for (int index = 0; index < count; index++) {
      int bit = shift + index;
      flags[index] = (bits.get(bit >> 3) >> (bit & 7) & 1) == 1;
    }
    return new Values.Flags(flags);
  }

  private Values texts(Column column, Range range, long first, int count) throws IOException {
    ByteBuffer offsets = source.read(range.start() + first * 4, (count + 1) * 4);
    int start = offsets.getInt(0);
    int end = offsets.getInt(count * 4);
    if (start < 0 || end < start || end > range.dataLength() || end - start > MAX_TEXT_BYTES) {
      throw source.malformed("texts of column " + column.name() + " lie outside of their data");
    }
    ByteBuffer data = source.read(range.data() + start, end - start);
    String[] texts = new String[count];
    for (int index = 0; index < count; index++) {
      int from = offsets.getInt(index * 4);
      int to = offsets.getInt(index * 4 + 4);
      if (from < start || to < from || to > end) {
        throw source.malformed("texts of column " + column.name() + " overlap");
      }
      try {
        texts[index] =
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(data.slice(from - start, to - from))
                .toString();
      } catch (CharacterCodingException e) {
        throw source.malformed("a text of column " + column.name() + " is no UTF-8");
      }
    }
    return new Values.Texts(texts);
  }
}
