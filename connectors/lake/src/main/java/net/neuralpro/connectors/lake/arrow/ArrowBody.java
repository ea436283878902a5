package net.neuralpro.connectors.lake.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.Values;

/**
 * The buffers of a record batch in the order of its fields, and how many elements each field has;
 * validity buffers are empty because nothing is null.
 *
 * @param nodes elements of each field, a list before its items
 * @param buffers the buffers, each padded to eight bytes where it is written
 */
record ArrowBody(List<Long> nodes, List<ByteBuffer> buffers) {
  static ArrowBody of(Batch batch) {
    ArrowBody body = new ArrowBody(new ArrayList<>(), new ArrayList<>());
    List<Column> columns = batch.schema().columns();
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).width() > 1) {
        body.nodes.add((long) batch.rows());
        body.buffers.add(ByteBuffer.allocate(0));
      }
      Values values = batch.values().get(index);
      body.nodes.add((long) values.size());
      body.buffers.add(ByteBuffer.allocate(0));
      body.add(values);
    }
    return body;
  }

  long length() {
    return buffers.stream().mapToLong(buffer -> ArrowMessages.padded(buffer.remaining())).sum();
  }

  private void add(Values values) {
    if (values instanceof Values.Texts texts) {
      addTexts(texts.array());
    } else if (values instanceof Values.Flags flags) {
      buffers.add(bits(flags.array()));
    } else {
      buffers.add(numbers(values));
    }
  }

  private static ByteBuffer numbers(Values values) {
    if (values instanceof Values.Longs longs) {
      ByteBuffer buffer = allocate(longs.array().length, Long.BYTES);
      buffer.asLongBuffer().put(longs.array());
      return buffer;
    }
    if (values instanceof Values.Integers integers) {
      ByteBuffer buffer = allocate(integers.array().length, Integer.BYTES);
      buffer.asIntBuffer().put(integers.array());
      return buffer;
    }
    if (values instanceof Values.Doubles doubles) {
      ByteBuffer buffer = allocate(doubles.array().length, Double.BYTES);
      buffer.asDoubleBuffer().put(doubles.array());
      return buffer;
    }
    if (values instanceof Values.Floats floats) {
      ByteBuffer buffer = allocate(floats.array().length, Float.BYTES);
      buffer.asFloatBuffer().put(floats.array());
      return buffer;
    }
    throw new IllegalArgumentException("Cannot write numbers of type " + values.type());
  }

  private static ByteBuffer bits(boolean[] flags) {
    byte[] bytes = new byte[(flags.length + 7) / 8];
    for (int index = 0; index < flags.length; index++) {
      if (flags[index]) {
        bytes[index >> 3] |= (byte) (1 << (index & 7));
      }
    }
    return ByteBuffer.wrap(bytes);
  }

  private void addTexts(String[] texts) {
    ByteBuffer offsets = allocate(texts.length + 1, Integer.BYTES);
    byte[][] encoded = new byte[texts.length][];
    int end = 0;
    offsets.putInt(0);
    for (int index = 0; index < texts.length; index++) {
      encoded[index] = texts[index].getBytes(StandardCharsets.UTF_8);
      end = Math.addExact(end, encoded[index].length);
      offsets.putInt(end);
    }
    ByteBuffer data = allocate(end, 1);
    for (byte[] text : encoded) {
      data.put(text);
    }
    buffers.add(offsets.flip());
    buffers.add(data.flip());
  }

  private static ByteBuffer allocate(int count, int size) {
    return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
