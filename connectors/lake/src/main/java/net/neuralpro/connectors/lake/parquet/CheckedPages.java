package net.neuralpro.connectors.lake.parquet;

import java.util.EnumSet;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a row group, held against what they declare before the library allocates for it: a
 * dictionary has no more entries than bytes, and the encodings that begin with a count of their own
 * are refused.
 */
record CheckedPages(PageReadStore pages) implements PageReadStore {
  private static final Set<Encoding> ENCODINGS =
      EnumSet.of(
          Encoding.PLAIN,
          Encoding.RLE,
          Encoding.PLAIN_DICTIONARY,
          Encoding.RLE_DICTIONARY,
          Encoding.BYTE_STREAM_SPLIT);

  @Override
  public PageReader getPageReader(ColumnDescriptor descriptor) {
    return new CheckedReader(pages.getPageReader(descriptor), descriptor);
  }

  @Override
  public long getRowCount() {
    return pages.getRowCount();
  }

  @Override
  public void close() {
    pages.close();
  }

  private record CheckedReader(PageReader reader, ColumnDescriptor column) implements PageReader {
    @Override
    public @Nullable DictionaryPage readDictionaryPage() {
      DictionaryPage page = reader.readDictionaryPage();
      if (page != null
          && (page.getDictionarySize() < 0 || entries(page) > page.getUncompressedSize())) {
        throw new ParquetDecodingException(
            "the dictionary of %s has %d entries in %d bytes"
                .formatted(column, page.getDictionarySize(), page.getUncompressedSize()));
      }
      return page;
    }

    private static long entries(DictionaryPage page) {
      return (long) page.getDictionarySize() * Integer.BYTES;
    }

    @Override
    public long getTotalValueCount() {
      return reader.getTotalValueCount();
    }

    @Override
    public @Nullable DataPage readPage() {
      DataPage page = reader.readPage();
      if (page != null && !ENCODINGS.contains(encoding(page))) {
        throw new ParquetDecodingException(
            "%s is encoded as %s; perhaps write it again with plain or dictionary encoding"
                .formatted(column, encoding(page)));
      }
      return page;
    }

    private static Encoding encoding(DataPage page) {
      return page.accept(
          new DataPage.Visitor<>() {
            @Override
            public Encoding visit(DataPageV1 first) {
              return first.getValueEncoding();
            }

            @Override
            public Encoding visit(DataPageV2 second) {
              return second.getDataEncoding();
            }
          });
    }
  }
}
