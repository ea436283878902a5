package net.neuralpro.connectors.lake.lerobot;

import java.util.List;
import net.neuralpro.schemas.table.Column;

/**
 * A feature that has a value in each row.
 *
 * @param column its column; a name with a slash is refused by the reference reader
 * @param names what its elements are, one for each or none
 */
public record RowFeature(Column column, List<String> names) {
  public RowFeature {
    names = List.copyOf(names);
    if (column.name().indexOf('/') >= 0) {
      throw new IllegalArgumentException("Cannot have a slash in the name of " + column.name());
    }
    if (!names.isEmpty() && names.size() != column.width()) {
      throw new IllegalArgumentException(
          "Cannot give %d names to the %d elements of %s"
              .formatted(names.size(), column.width(), column.name()));
    }
  }

  /** A feature whose elements have no names. */
  public static RowFeature of(Column column) {
    return new RowFeature(column, List.of());
  }

  /** The element type's name in {@code info.json}. */
  String dataType() {
    return switch (column.type()) {
      case INT64 -> "int64";
      case INT32 -> "int32";
      case FLOAT64 -> "float64";
      case FLOAT32 -> "float32";
      case BOOLEAN -> "bool";
      case TEXT -> "string";
    };
  }

  /** Bytes of a row as far as they are known beforehand. */
  int rowBytes() {
    int element =
        switch (column.type()) {
          case INT64, FLOAT64, TEXT -> 8;
          case INT32, FLOAT32 -> 4;
          case BOOLEAN -> 1;
        };
    return element * column.width();
  }
}
