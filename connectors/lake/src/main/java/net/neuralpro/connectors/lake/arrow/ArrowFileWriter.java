package net.neuralpro.connectors.lake.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * Writes a table as an Arrow IPC file, front to back: a record batch for each batch that is not
 * empty, nothing compressed, nothing null, little endian. The bytes depend on the schema and the
 * batches alone. Closing writes the footer and closes the stream.
 */
public final class ArrowFileWriter implements TableWriter {
  static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_OF_STREAM = {-1, -1, -1, -1, 0, 0, 0, 0};

  private final TableSchema schema;
  private final OutputStream out;
  private final List<WrittenBlock> blocks = new ArrayList<>();
  private long position;
  private boolean closed;

  private record WrittenBlock(long offset, int metadataLength, long bodyLength) {}

  /** Writes to a stream that this writer then owns. */
  public ArrowFileWriter(TableSchema schema, OutputStream out) throws IOException {
    this.schema = schema;
    this.out = out;
    put(MAGIC);
    put(new byte[2]);
    put(ArrowSchemas.message(schema));
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public void write(Batch batch) throws IOException {
    if (!batch.schema().equals(schema)) {
      throw new IllegalArgumentException("Cannot write rows of another schema");
    }
    if (batch.rows() == 0) {
      return;
    }
    ArrowBody body = ArrowBody.of(batch);
    byte[] message = message(batch.rows(), body);
    blocks.add(new WrittenBlock(position, message.length, body.length()));
    put(message);
    for (ByteBuffer buffer : body.buffers()) {
      int length = buffer.remaining();
      put(buffer.array(), buffer.arrayOffset() + buffer.position(), length);
      put(new byte[(int) (ArrowMessages.padded(length) - length)]);
    }
  }

  private static byte[] message(int rows, ArrowBody body) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    List<ByteBuffer> buffers = body.buffers();
    RecordBatch.startBuffersVector(builder, buffers.size());
    long end = body.length();
    for (int index = buffers.size() - 1; index >= 0; index--) {
      int length = buffers.get(index).remaining();
      end -= ArrowMessages.padded(length);
      org.apache.arrow.flatbuf.Buffer.createBuffer(builder, end, length);
    }
    int buffersVector = builder.endVector();
    RecordBatch.startNodesVector(builder, body.nodes().size());
    for (int index = body.nodes().size() - 1; index >= 0; index--) {
      org.apache.arrow.flatbuf.FieldNode.createFieldNode(builder, body.nodes().get(index), 0);
    }
    int nodesVector = builder.endVector();
    int header = RecordBatch.createRecordBatch(builder, rows, nodesVector, buffersVector, 0, 0);
    return ArrowMessages.encapsulate(builder, MessageHeader.RecordBatch, header, body.length());
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out) {
      put(END_OF_STREAM);
      byte[] footer = footer();
      put(footer);
      put(
          ByteBuffer.allocate(Integer.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(footer.length)
              .array());
      put(MAGIC);
    }
  }

  private byte[] footer() {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int schemaOffset = ArrowSchemas.build(builder, schema, Collections.emptySortedMap());
    Footer.startDictionariesVector(builder, 0);
    int dictionaries = builder.endVector();
    Footer.startRecordBatchesVector(builder, blocks.size());
    for (int index = blocks.size() - 1; index >= 0; index--) {
      WrittenBlock block = blocks.get(index);
      Block.createBlock(builder, block.offset(), block.metadataLength(), block.bodyLength());
    }
    int recordBatches = builder.endVector();
    builder.finish(
        Footer.createFooter(
            builder, ArrowSchemas.version(), schemaOffset, dictionaries, recordBatches, 0));
    return builder.sizedByteArray();
  }

  private void put(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    position += length;
  }
}
