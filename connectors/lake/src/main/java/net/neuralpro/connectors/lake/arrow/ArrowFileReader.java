package net.neuralpro.connectors.lake.arrow;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Reads an Arrow IPC file of uncompressed columns without nulls, ours or another library's. A
 * record batch of any size is given in pieces of at most {@link Batch#MAX_ROWS} rows, of which only
 * the bytes needed are read. Every declared offset and length is held against the file's size
 * before anything is allocated for it.
 *
 * <p>Rules: {@code ARROW-TRUNCATED} (no whole file), {@code ARROW-MALFORMED} (declarations that
 * contradict each other or the file), {@code ARROW-UNSUPPORTED} (compression, nulls, other types).
 */
public final class ArrowFileReader implements TableReader {
  private static final int TAIL = Integer.BYTES + ArrowFileWriter.MAGIC.length;
  private static final int MAX_METADATA = 16 << 20;

  private final ArrowSource source;
  private final TableSchema schema;
  private final List<BlockRange> blocks;
  private int nextBlock;
  private @Nullable ArrowRows current;

  private record BlockRange(long offset, int metadataLength, long bodyLength) {}

  /**
   * Reads from a channel that this reader then owns.
   *
   * @param place names the file in findings
   * @throws RejectedInputException if the file is none that can be read
   */
  public ArrowFileReader(SeekableByteChannel channel, String place) throws IOException {
    this.source = new ArrowSource(channel, place);
    boolean opened = false;
    try {
      Footer footer = footer();
      schema = ArrowSchemas.read(ArrowMessages.required(footer.schema(), "schema"));
      blocks = blocks(footer);
      opened = true;
    } catch (RejectedInputException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw source.unsupported(e);
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw source.malformed("its footer points outside of itself");
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  private Footer footer() throws IOException {
    long size = source.size();
    int start = ArrowFileWriter.MAGIC.length + 2;
    if (size < start + TAIL) {
      throw source.truncated("%d bytes are no Arrow file".formatted(size));
    }
    byte[] head = new byte[ArrowFileWriter.MAGIC.length];
    source.read(0, head.length).get(head);
    ByteBuffer tail = source.read(size - TAIL, TAIL);
    int length = tail.getInt();
    byte[] magic = new byte[ArrowFileWriter.MAGIC.length];
    tail.get(magic);
    if (!Arrays.equals(head, ArrowFileWriter.MAGIC)) {
      throw source.malformed("it does not begin with ARROW1");
    }
    if (!Arrays.equals(magic, ArrowFileWriter.MAGIC)) {
      throw source.truncated("it does not end with ARROW1; perhaps its writer was stopped");
    }
    if (length < 8 || length > size - TAIL - start) {
      throw source.malformed("its footer is declared with %d bytes".formatted(length));
    }
    return Footer.getRootAsFooter(source.read(size - TAIL - length, length));
  }

  private List<BlockRange> blocks(Footer footer) throws IOException {
    if (footer.dictionariesLength() > 0) {
      throw new IllegalArgumentException("Cannot read dictionaries");
    }
    int count = footer.recordBatchesLength();
    if (count < 0 || count > source.size() / 8) {
      throw source.malformed(count + " record batches are declared");
    }
    List<BlockRange> ranges = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Block block = ArrowMessages.required(footer.recordBatches(index), "record batch");
      BlockRange range = new BlockRange(block.offset(), block.metaDataLength(), block.bodyLength());
      boolean inside =
          range.offset() >= 0
              && range.metadataLength() > ArrowMessages.PREFIX
              && range.metadataLength() <= MAX_METADATA
              && range.bodyLength() >= 0
              && range.offset() <= source.size() - range.metadataLength()
              && range.offset() + range.metadataLength() <= source.size() - range.bodyLength();
      if (!inside) {
        throw source.malformed("record batch " + index + " lies outside of the file");
      }
      ranges.add(range);
    }
    return ranges;
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Optional<Batch> next() throws IOException {
    try {
      while (current == null || current.isDone()) {
        if (nextBlock == blocks.size()) {
          return Optional.empty();
        }
        current = open(blocks.get(nextBlock));
        nextBlock++;
      }
      return Optional.of(current.next());
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw source.malformed("record batch " + (nextBlock - 1) + " points outside of itself");
    } catch (IllegalArgumentException e) {
      throw source.unsupported(e);
    }
  }

  private ArrowRows open(BlockRange block) throws IOException {
    ByteBuffer metadata = source.read(block.offset(), block.metadataLength());
    int prefix = metadata.getInt(0) == ArrowMessages.CONTINUATION ? 8 : 4;
    metadata.position(prefix);
    Message message = Message.getRootAsMessage(metadata.slice().order(metadata.order()));
    RecordBatch batch = ArrowMessages.batch(message);
    if (batch.compression() != null) {
      throw new IllegalArgumentException("Cannot read compressed record batches");
    }
    return new ArrowRows(
        schema, source, batch, block.offset() + block.metadataLength(), block.bodyLength());
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
