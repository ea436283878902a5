package net.neuralpro.connectors.lake.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/**
 * Table schemas in Arrow's own words: a scalar column is a field that is never null, a vector
 * column a fixed-size list of them; unit and description are the field's metadata.
 */
public final class ArrowSchemas {
  private static final String UNIT = "unit";
  private static final String DESCRIPTION = "description";
  private static final int MAX_METADATA = 256;

  private ArrowSchemas() {}

  /**
   * The schema as an encapsulated IPC message, as it begins an Arrow stream and as the Parquet
   * footer key {@code ARROW:schema} holds it (there in base 64).
   */
  public static byte[] message(TableSchema schema) {
    return message(schema, Collections.emptySortedMap());
  }

  /**
   * The schema with entries of its own. A reader that finds {@code ARROW:schema} in a Parquet
   * footer takes the entries from there and overlooks those beside it, so that both must have them.
   */
  public static byte[] message(TableSchema schema, SortedMap<String, String> entries) {
    FlatBufferBuilder builder = new FlatBufferBuilder();
    int header = build(builder, schema, entries);
    return ArrowMessages.encapsulate(builder, MessageHeader.Schema, header, 0);
  }

  /**
   * Reads what {@link #message} or another Arrow library wrote.
   *
   * @throws IllegalArgumentException if it is none, or a type in it is none of a table's
   */
  public static TableSchema parse(byte[] message) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
      int length = buffer.getInt();
      if (length == ArrowMessages.CONTINUATION) {
        length = buffer.getInt();
      }
      if (length <= 0 || length > buffer.remaining()) {
        throw new IllegalArgumentException("Cannot read a schema message of " + length + " bytes");
      }
      return read(ArrowMessages.schema(Message.getRootAsMessage(buffer.slice())));
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new IllegalArgumentException("Cannot read a schema message: it is cut short", e);
    }
  }

  static int build(
      FlatBufferBuilder builder, TableSchema schema, SortedMap<String, String> entries) {
    int[] fields = schema.columns().stream().mapToInt(column -> field(builder, column)).toArray();
    int vector = Schema.createFieldsVector(builder, fields);
    int metadata = 0;
    if (!entries.isEmpty()) {
      int[] pairs =
          entries.entrySet().stream()
              .mapToInt(entry -> pair(builder, entry.getKey(), entry.getValue()))
              .toArray();
      metadata = Schema.createCustomMetadataVector(builder, pairs);
    }
    return Schema.createSchema(builder, Endianness.Little, vector, metadata, 0);
  }

  private static int field(FlatBufferBuilder builder, Column column) {
    int name = builder.createString(column.name());
    int metadata = metadata(builder, column);
    byte type = typeCode(column.type());
    if (column.width() == 1) {
      int children = Field.createChildrenVector(builder, new int[0]);
      int typeOffset = type(builder, column.type());
      return Field.createField(builder, name, false, type, typeOffset, 0, children, metadata);
    }
    int itemName = builder.createString("item");
    int none = Field.createChildrenVector(builder, new int[0]);
    int itemType = type(builder, column.type());
    int item = Field.createField(builder, itemName, false, type, itemType, 0, none, 0);
    int children = Field.createChildrenVector(builder, new int[] {item});
    int list = FixedSizeList.createFixedSizeList(builder, column.width());
    return Field.createField(builder, name, false, Type.FixedSizeList, list, 0, children, metadata);
  }

  private static int metadata(FlatBufferBuilder builder, Column column) {
    List<Integer> pairs = new ArrayList<>();
    if (!column.description().isEmpty()) {
      pairs.add(pair(builder, DESCRIPTION, column.description()));
    }
    if (!column.unit().isEmpty()) {
      pairs.add(pair(builder, UNIT, column.unit()));
    }
    if (pairs.isEmpty()) {
      return 0;
    }
    return Field.createCustomMetadataVector(
        builder, pairs.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int pair(FlatBufferBuilder builder, String key, String value) {
    int keyOffset = builder.createString(key);
    return KeyValue.createKeyValue(builder, keyOffset, builder.createString(value));
  }

  private static byte typeCode(ColumnType type) {
    return switch (type) {
      case INT64, INT32 -> Type.Int;
      case FLOAT64, FLOAT32 -> Type.FloatingPoint;
      case BOOLEAN -> Type.Bool;
      case TEXT -> Type.Utf8;
    };
  }

  private static int type(FlatBufferBuilder builder, ColumnType type) {
    return switch (type) {
      case INT64 -> Int.createInt(builder, 64, true);
      case INT32 -> Int.createInt(builder, 32, true);
      case FLOAT64 -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
      case FLOAT32 -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
      case BOOLEAN -> {
        Bool.startBool(builder);
        yield Bool.endBool(builder);
      }
      case TEXT -> {
        Utf8.startUtf8(builder);
        yield Utf8.endUtf8(builder);
      }
    };
  }

  static TableSchema read(Schema schema) {
    if (schema.endianness() != Endianness.Little) {
      throw new IllegalArgumentException("Cannot read big-endian Arrow data");
    }
    int count = schema.fieldsLength();
    if (count < 1 || count > 4096) {
      throw new IllegalArgumentException("Cannot read " + count + " columns: 1 to 4096");
    }
    List<Column> columns = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      columns.add(column(ArrowMessages.required(schema.fields(index), "field")));
    }
    return new TableSchema(columns);
  }

  private static Column column(Field field) {
    String name = ArrowMessages.required(field.name(), "field name");
    Field element = field;
    int width = 1;
    if (field.dictionary() != null) {
      throw new IllegalArgumentException("Cannot read the dictionary-encoded column " + name);
    }
    if (field.typeType() == Type.FixedSizeList) {
      FixedSizeList list = new FixedSizeList();
      ArrowMessages.required(field.type(list), "list type");
      width = list.listSize();
      if (field.childrenLength() != 1) {
        throw new IllegalArgumentException("Cannot read list column " + name + " without an item");
      }
      element = ArrowMessages.required(field.children(0), "list item");
    }
    return new Column(
        name, type(element, name), width, metadata(field, UNIT), metadata(field, DESCRIPTION));
  }

  private static ColumnType type(Field field, String name) {
    Optional<ColumnType> type =
        switch (field.typeType()) {
          case Type.Int -> integer((Int) ArrowMessages.required(field.type(new Int()), "type"));
          case Type.FloatingPoint ->
              decimal(
                  (FloatingPoint) ArrowMessages.required(field.type(new FloatingPoint()), "type"));
          case Type.Bool -> Optional.of(ColumnType.BOOLEAN);
          case Type.Utf8 -> Optional.of(ColumnType.TEXT);
          default -> Optional.empty();
        };
    return type.orElseThrow(
        () ->
            new IllegalArgumentException(
                "Cannot read column %s of Arrow type %d: a table holds int64, int32, float64, "
                        .formatted(name, field.typeType())
                    + "float32, bool and utf8"));
  }

  private static Optional<ColumnType> integer(Int type) {
    if (!type.isSigned()) {
      return Optional.empty();
    }
    return switch (type.bitWidth()) {
      case 64 -> Optional.of(ColumnType.INT64);
      case 32 -> Optional.of(ColumnType.INT32);
      default -> Optional.empty();
    };
  }

  private static Optional<ColumnType> decimal(FloatingPoint type) {
    return switch (type.precision()) {
      case Precision.DOUBLE -> Optional.of(ColumnType.FLOAT64);
      case Precision.SINGLE -> Optional.of(ColumnType.FLOAT32);
      default -> Optional.empty();
    };
  }

  private static String metadata(Field field, String key) {
    int count = Math.min(field.customMetadataLength(), MAX_METADATA);
    for (int index = 0; index < count; index++) {
      KeyValue pair = ArrowMessages.required(field.customMetadata(index), "metadata");
      if (key.equals(pair.key())) {
        String value = pair.value();
        return value == null ? "" : value;
      }
    }
    return "";
  }

  static short version() {
    return MetadataVersion.V5;
  }
}
