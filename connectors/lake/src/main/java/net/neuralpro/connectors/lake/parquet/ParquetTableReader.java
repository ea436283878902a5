package net.neuralpro.connectors.lake.parquet;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Parquet file of values and lists of a fixed length, ours or another library's, a row
 * group at a time. Missing floating-point values are NaN; other missing values are an error.
 *
 * <p>Rules: {@code PARQUET-MALFORMED} (no Parquet, cut short, or contradicting itself), {@code
 * PARQUET-UNSUPPORTED} (a column that no table holds, an encoding or codec that is not read),
 * {@code PARQUET-NULL}, {@code PARQUET-LIST-LENGTH}.
 */
public final class ParquetTableReader implements TableReader {
  private static final long MAX_ROW_GROUP_BYTES = 1L << 30;

  private final String place;
  private final ParquetFileReader file;
  private final ParquetColumns columns;
  private @Nullable ParquetRowGroup group;

  /** Reads all columns from a channel that this reader then owns. */
  public ParquetTableReader(SeekableByteChannel channel, String place) throws IOException {
    this(channel, place, Set.of());
  }

  /**
   * Reads some columns from a channel that this reader then owns.
   *
   * @param place names the file in findings
   * @param wanted the names of the columns, or empty for all
   * @throws RejectedInputException if the file is none that can be read
   */
  public ParquetTableReader(SeekableByteChannel channel, String place, Set<String> wanted)
      throws IOException {
    this.place = place;
    try {
      file =
          ParquetFileReader.open(
              new ChannelInput(channel),
              ParquetReadOptions.builder(new PlainParquetConfiguration())
                  .withCodecFactory(new Codecs())
                  .withUseHadoopVectoredIo(false)
                  .build());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      channel.close();
      throw malformed(e);
    }
    try {
      columns = ParquetColumns.of(file.getFooter(), wanted);
      file.setRequestedSchema(columns.descriptors());
    } catch (IllegalArgumentException e) {
      file.close();
      throw rejected("PARQUET-UNSUPPORTED", String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      file.close();
      throw malformed(e);
    }
  }

  @Override
  public TableSchema schema() {
    return columns.schema();
  }

  /** The entries of the file's footer. */
  public Map<String, String> footer() {
    Map<String, String> entries = new TreeMap<>();
    file.getFooter()
        .getFileMetaData()
        .getKeyValueMetaData()
        .forEach((key, value) -> entries.put(key, value == null ? "" : value));
    return entries;
  }

  /** How many rows the file declares. */
  public long rows() {
    return file.getRecordCount();
  }

  /**
   * {@inheritDoc}
   *
   * @throws RejectedInputException if the file contradicts itself
   */
  @Override
  public Optional<Batch> next() throws IOException {
    try {
      while (group == null || group.isDone()) {
        PageReadStore pages = nextRowGroup();
        if (pages == null) {
          return Optional.empty();
        }
        group = new ParquetRowGroup(columns, new CheckedPages(pages), place);
      }
      return Optional.of(group.next());
    } catch (RejectedInputException e) {
      throw e;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // The library sizes some buffers by what a page declares; such an allocation fails whole.
      throw malformed(e);
    }
  }

  private @Nullable PageReadStore nextRowGroup() throws IOException {
    int index = file.getCurrentRowGroupIndex() + 1;
    if (index < file.getRowGroups().size()) {
      long bytes = file.getRowGroups().get(index).getCompressedSize();
      if (bytes < 0 || bytes > MAX_ROW_GROUP_BYTES) {
        throw new IOException("row group %d has %d bytes".formatted(index, bytes));
      }
    }
    return file.readNextRowGroup();
  }

  private RejectedInputException malformed(Throwable cause) {
    return rejected("PARQUET-MALFORMED", String.valueOf(cause.getMessage()), cause);
  }

  private RejectedInputException rejected(String rule, String evidence, Throwable cause) {
    RejectedInputException rejected =
        new RejectedInputException(
            Finding.error(rule, place, "Cannot read the Parquet file: " + evidence));
    rejected.initCause(cause);
    return rejected;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
