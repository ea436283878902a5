package net.neuralpro.connectors.lake.parquet;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.connectors.lake.arrow.ArrowSchemas;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/**
 * The columns of a file that are read, and where Parquet keeps them. A vector's length comes from
 * the Arrow schema in the footer, or else from the first row group.
 */
record ParquetColumns(TableSchema schema, List<ColumnDescriptor> descriptors, MessageType type) {
  /**
   * Chooses columns.
   *
   * @param wanted their names, or empty for all
   * @throws IllegalArgumentException if one is missing or cannot be a table's column
   */
  static ParquetColumns of(ParquetMetadata footer, Set<String> wanted) {
    Optional<TableSchema> arrow = arrowSchema(footer);
    List<Column> columns = new ArrayList<>();
    List<ColumnDescriptor> descriptors = new ArrayList<>();
    MessageType type = footer.getFileMetaData().getSchema();
    for (ColumnDescriptor descriptor : type.getColumns()) {
      String name = descriptor.getPath()[0];
      if (wanted.isEmpty() || wanted.contains(name)) {
        columns.add(column(footer, descriptor, arrow));
        descriptors.add(descriptor);
      }
    }
    TableSchema schema = new TableSchema(columns);
    wanted.stream().sorted().forEach(schema::require);
    return new ParquetColumns(schema, List.copyOf(descriptors), type);
  }

  private static Column column(
      ParquetMetadata footer, ColumnDescriptor descriptor, Optional<TableSchema> arrow) {
    String name = descriptor.getPath()[0];
    boolean list = descriptor.getMaxRepetitionLevel() == 1 && descriptor.getPath().length > 1;
    if (!list && descriptor.getPath().length > 1) {
      throw new IllegalArgumentException(
          "Cannot read column " + name + ": only values and lists of values are read");
    }
    Column derived =
        new Column(
            name,
            ParquetTypes.columnType(descriptor.getPrimitiveType()),
            list ? width(footer, descriptor) : 1,
            ParquetTypes.unit(descriptor.getPrimitiveType()),
            "");
    return arrow
        .flatMap(schema -> schema.columns().stream().filter(c -> c.name().equals(name)).findFirst())
        .filter(known -> known.type() == derived.type() && (known.width() > 1) == list)
        .orElse(derived);
  }

  private static int width(ParquetMetadata footer, ColumnDescriptor descriptor) {
    ColumnPath path = ColumnPath.get(descriptor.getPath());
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().equals(path) && group.getRowCount() > 0) {
          return (int) Math.min(Integer.MAX_VALUE, chunk.getValueCount() / group.getRowCount());
        }
      }
    }
    return 1;
  }

  private static Optional<TableSchema> arrowSchema(ParquetMetadata footer) {
    String text =
        footer.getFileMetaData().getKeyValueMetaData().get(ParquetTableWriter.ARROW_SCHEMA);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ArrowSchemas.parse(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
