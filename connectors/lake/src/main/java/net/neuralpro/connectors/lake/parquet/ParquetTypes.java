package net.neuralpro.connectors.lake.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.List;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Parquet's types for a table's columns, and back. */
final class ParquetTypes {
  static final String LIST = "list";
  static final String ELEMENT = "element";

  private ParquetTypes() {}

  static MessageType message(TableSchema schema) {
    List<Type> fields = schema.columns().stream().map(ParquetTypes::field).toList();
    return new MessageType("schema", fields);
  }

  /** A scalar is a required value, a vector a required list of required elements. */
  private static Type field(Column column) {
    if (column.width() == 1) {
      return primitive(column.type()).named(column.name());
    }
    return Types.requiredGroup()
        .as(LogicalTypeAnnotation.listType())
        .addField(
            Types.repeatedGroup().addField(primitive(column.type()).named(ELEMENT)).named(LIST))
        .named(column.name());
  }

  private static Types.PrimitiveBuilder<PrimitiveType> primitive(ColumnType type) {
    return switch (type) {
      case INT64 -> Types.required(INT64);
      case INT32 -> Types.required(INT32);
      case FLOAT64 -> Types.required(DOUBLE);
      case FLOAT32 -> Types.required(FLOAT);
      case BOOLEAN -> Types.required(BOOLEAN);
      case TEXT -> Types.required(BINARY).as(LogicalTypeAnnotation.stringType());
    };
  }

  /**
   * The column type that holds values of this Parquet type.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ColumnType columnType(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    boolean plain = logical == null;
    ColumnType found =
        switch (type.getPrimitiveTypeName()) {
          case INT64 ->
              plain || isInteger(logical, 64) || isTime(logical) ? ColumnType.INT64 : null;
          case INT32 -> plain || isInteger(logical, 32) ? ColumnType.INT32 : null;
          case DOUBLE -> ColumnType.FLOAT64;
          case FLOAT -> ColumnType.FLOAT32;
          case BOOLEAN -> ColumnType.BOOLEAN;
          case BINARY -> logical instanceof StringLogicalTypeAnnotation ? ColumnType.TEXT : null;
          default -> null;
        };
    if (found == null) {
      throw new IllegalArgumentException("Cannot read a column of Parquet type " + type);
    }
    return found;
  }

  /** Whether all values of the annotated integer fit into a signed one of this many bits. */
  private static boolean isInteger(LogicalTypeAnnotation logical, int bits) {
    return logical instanceof IntLogicalTypeAnnotation integer
        && (integer.isSigned() || integer.getBitWidth() < bits);
  }

  private static boolean isTime(LogicalTypeAnnotation logical) {
    return logical instanceof TimestampLogicalTypeAnnotation;
  }

  /** The unit of a time stamp's values as UCUM writes it, otherwise empty. */
  static String unit(PrimitiveType type) {
    if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation time) {
      return switch (time.getUnit()) {
        case NANOS -> "ns";
        case MICROS -> "us";
        case MILLIS -> "ms";
      };
    }
    return "";
  }
}
