package net.neuralpro.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.schemas.table.Values;

/** Tables of any shape for tests, and channels over bytes. */
public final class Tables {
  private Tables() {}

  /** A column of each type, alone and as vectors of the given width. */
  public static TableSchema schema(int width) {
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : ColumnType.values()) {
      columns.add(Column.of("one." + type, type, "m/s2", "scalar of " + type));
      if (type != ColumnType.TEXT) {
        columns.add(Column.vector("many/" + type, type, width, "", ""));
      }
    }
    return new TableSchema(columns);
  }

  public static Batch batch(TableSchema schema, int rows, Random random) {
    List<Values> values = new ArrayList<>();
    for (Column column : schema.columns()) {
      values.add(values(column.type(), rows * column.width(), random));
    }
    return new Batch(schema, rows, values);
  }

  private static Values values(ColumnType type, int size, Random random) {
    return switch (type) {
      case INT64 -> new Values.Longs(random.longs(size).toArray());
      case INT32 -> new Values.Integers(random.ints(size).toArray());
      case FLOAT64 -> new Values.Doubles(random.doubles(size, -1e9, 1e9).toArray());
      case FLOAT32 -> {
        float[] floats = new float[size];
        for (int index = 0; index < size; index++) {
          floats[index] = random.nextFloat() - 0.5f;
        }
        yield new Values.Floats(floats);
      }
      case BOOLEAN -> {
        boolean[] flags = new boolean[size];
        for (int index = 0; index < size; index++) {
          flags[index] = random.nextBoolean();
        }
        yield new Values.Flags(flags);
      }
      case TEXT -> {
        String[] texts = new String[size];
        for (int index = 0; index < size; index++) {
          texts[index] = "é".repeat(random.nextInt(3)) + random.nextInt(100);
        }
        yield new Values.Texts(texts);
      }
    };
  }

  public static void write(TableWriter writer, List<Batch> batches) throws IOException {
    try (writer) {
      for (Batch batch : batches) {
        writer.write(batch);
      }
    }
  }

  public static List<Batch> read(TableReader reader) throws IOException {
    List<Batch> batches = new ArrayList<>();
    try (reader) {
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        batches.add(batch.get());
      }
    }
    return batches;
  }

  /** Compares the rows, however they are cut into batches. */
  public static void assertSameRows(List<Batch> actual, List<Batch> expected) {
    assertThat(flattened(actual)).isEqualTo(flattened(expected));
  }

  private static List<List<Object>> flattened(List<Batch> batches) {
    List<List<Object>> columns = new ArrayList<>();
    for (Batch batch : batches) {
      for (int index = 0; index < batch.values().size(); index++) {
        if (columns.size() == index) {
          columns.add(new ArrayList<>());
        }
        addAll(columns.get(index), batch.values().get(index));
      }
    }
    columns.removeIf(List::isEmpty);
    return columns;
  }

  private static void addAll(List<Object> target, Values values) {
    for (int index = 0; index < values.size(); index++) {
      target.add(element(values, index));
    }
  }

  private static Object element(Values values, int index) {
    if (values instanceof Values.Longs longs) {
      return longs.array()[index];
    } else if (values instanceof Values.Integers integers) {
      return integers.array()[index];
    } else if (values instanceof Values.Doubles doubles) {
      return doubles.array()[index];
    } else if (values instanceof Values.Floats floats) {
      return floats.array()[index];
    } else if (values instanceof Values.Flags flags) {
      return flags.array()[index];
    }
    return ((Values.Texts) values).array()[index];
  }

  public static SeekableByteChannel channel(byte[] bytes) {
    return new BytesChannel(bytes);
  }

  private static final class BytesChannel implements SeekableByteChannel {
    private final byte[] bytes;
    private long position;
    private boolean open = true;

    BytesChannel(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer target) {
      if (position >= bytes.length) {
        return -1;
      }
      int count = Math.min(target.remaining(), bytes.length - (int) position);
      target.put(bytes, (int) position, count);
      position += count;
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return open;
    }

    @Override
    public void close() {
      open = false;
    }
  }
}
