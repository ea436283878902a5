package net.neuralpro.connectors.lake.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.arrow.ArrowSchemas;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.schemas.table.Values;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/**
 * Writes a table as a Parquet file. The footer key {@code ARROW:schema} keeps the length of
 * vectors, units and descriptions, so that Arrow's readers give fixed-size lists.
 */
public final class ParquetTableWriter implements TableWriter {
  /** The footer key under which Arrow's libraries keep their schema. */
  public static final String ARROW_SCHEMA = "ARROW:schema";

  private final TableSchema schema;
  private final ParquetRecords<Row> records;

  private record Row(Batch batch, int index) {}

  /** Writes to a stream that this writer then owns. */
  public ParquetTableWriter(TableSchema schema, ParquetLayout layout, OutputStream out)
      throws IOException {
    this(schema, layout, Collections.emptyMap(), out);
  }

  /**
   * Writes to a stream that this writer then owns.
   *
   * @param footer further entries of the footer
   */
  public ParquetTableWriter(
      TableSchema schema, ParquetLayout layout, Map<String, String> footer, OutputStream out)
      throws IOException {
    this.schema = schema;
    SortedMap<String, String> entries = new TreeMap<>(footer);
    byte[] arrow = ArrowSchemas.message(schema, entries);
    entries.put(ARROW_SCHEMA, Base64.getEncoder().encodeToString(arrow));
    this.records =
        new ParquetRecords<>(
            out, ParquetTypes.message(schema), layout, entries, ParquetTableWriter::encode);
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
    for (int row = 0; row < batch.rows(); row++) {
      records.write(new Row(batch, row));
    }
  }

  private static void encode(Row row, RecordConsumer consumer) {
    List<Column> columns = row.batch().schema().columns();
    for (int index = 0; index < columns.size(); index++) {
      Column column = columns.get(index);
      Values values = row.batch().values().get(index);
      consumer.startField(column.name(), index);
      if (column.width() == 1) {
        encode(values, row.index(), consumer);
      } else {
        encodeVector(values, row.index() * column.width(), column.width(), consumer);
      }
      consumer.endField(column.name(), index);
    }
  }

  private static void encodeVector(Values values, int first, int width, RecordConsumer consumer) {
    consumer.startGroup();
    consumer.startField(ParquetTypes.LIST, 0);
    for (int element = first; element < first + width; element++) {
      consumer.startGroup();
      consumer.startField(ParquetTypes.ELEMENT, 0);
      encode(values, element, consumer);
      consumer.endField(ParquetTypes.ELEMENT, 0);
      consumer.endGroup();
    }
    consumer.endField(ParquetTypes.LIST, 0);
    consumer.endGroup();
  }

  private static void encode(Values values, int element, RecordConsumer consumer) {
    if (values instanceof Values.Longs longs) {
      consumer.addLong(longs.array()[element]);
    } else if (values instanceof Values.Integers integers) {
      consumer.addInteger(integers.array()[element]);
    } else if (values instanceof Values.Doubles doubles) {
      consumer.addDouble(doubles.array()[element]);
    } else if (values instanceof Values.Floats floats) {
      consumer.addFloat(floats.array()[element]);
    } else if (values instanceof Values.Flags flags) {
      consumer.addBoolean(flags.array()[element]);
    } else if (values instanceof Values.Texts texts) {
      consumer.addBinary(Binary.fromString(texts.array()[element]));
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
