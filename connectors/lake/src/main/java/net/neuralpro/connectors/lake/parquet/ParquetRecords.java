package net.neuralpro.connectors.lake.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.SortedMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of any shape as a Parquet file: zstd, page index, page checksums, row groups by
 * number of rows. The bytes depend on the type, the layout, the footer's entries and the records
 * alone. Closing writes the footer and closes the stream.
 *
 * @param <T> a record
 */
public final class ParquetRecords<T> implements Closeable {
  private static final int PAGE_BYTES = 1 << 20;
  private static final long ROW_GROUP_BYTES = 128L << 20;

  private final ParquetWriter<T> writer;

  /** Gives a record's fields, between the start and the end of its message. */
  public interface Encoder<T> {
    void write(T value, RecordConsumer consumer);
  }

  /** Writes to a stream that this writer then owns. */
  public ParquetRecords(
      OutputStream out,
      MessageType type,
      ParquetLayout layout,
      SortedMap<String, String> footer,
      Encoder<T> encoder)
      throws IOException {
    this.writer =
        new Builder<>(new StreamOutput(out), new Support<>(type, footer, encoder))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new Codecs())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(layout.rowGroupRows())
            .withPageSize(PAGE_BYTES)
            .withPageRowCountLimit(layout.pageRows())
            .withMinRowCountForPageSizeCheck(Math.min(100, layout.pageRows()))
            .build();
  }

  public void write(T value) throws IOException {
    writer.write(value);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final Support<T> support;

    Builder(OutputFile file, Support<T> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }

  private static final class Support<T> extends WriteSupport<T> {
    private final MessageType type;
    private final SortedMap<String, String> footer;
    private final Encoder<T> encoder;
    private @Nullable RecordConsumer consumer;

    Support(MessageType type, SortedMap<String, String> footer, Encoder<T> encoder) {
      this.type = type;
      this.footer = footer;
      this.encoder = encoder;
    }

    @Override
    public WriteContext init(Configuration configuration) {
      return new WriteContext(type, footer);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(type, footer);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      this.consumer = recordConsumer;
    }

    @Override
    public void write(T value) {
      RecordConsumer target = Objects.requireNonNull(consumer, "prepared before the first record");
      target.startMessage();
      encoder.write(value, target);
      target.endMessage();
    }
  }

  private record StreamOutput(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new CountingStream(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class CountingStream extends PositionOutputStream {
    private final OutputStream out;
    private long position;

    CountingStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
