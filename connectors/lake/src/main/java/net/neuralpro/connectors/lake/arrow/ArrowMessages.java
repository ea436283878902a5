package net.neuralpro.connectors.lake.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/** Arrow's encapsulated messages: a mark, a length, the metadata padded to eight bytes. */
final class ArrowMessages {
  static final int CONTINUATION = 0xFFFFFFFF;
  static final int PREFIX = 8;

  private ArrowMessages() {}

  static byte[] encapsulate(FlatBufferBuilder builder, byte kind, int header, long bodyLength) {
    builder.finish(
        Message.createMessage(builder, ArrowSchemas.version(), kind, header, bodyLength, 0));
    byte[] metadata = builder.sizedByteArray();
    int padded = (int) padded(metadata.length);
    return ByteBuffer.allocate(PREFIX + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(CONTINUATION)
        .putInt(padded)
        .put(metadata)
        .array();
  }

  /** The next multiple of eight. */
  static long padded(long length) {
    return (length + 7) & ~7L;
  }

  static Schema schema(Message message) {
    if (message.headerType() != MessageHeader.Schema) {
      throw new IllegalArgumentException("Cannot find a schema in a message of another kind");
    }
    return (Schema) required(message.header(new Schema()), "schema");
  }

  static RecordBatch batch(Message message) {
    if (message.headerType() != MessageHeader.RecordBatch) {
      throw new IllegalArgumentException("Cannot find rows in a message of another kind");
    }
    return (RecordBatch) required(message.header(new RecordBatch()), "record batch");
  }

  static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("Cannot find the " + what);
    }
    return value;
  }
}
