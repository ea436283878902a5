package net.neuralpro.schemas.table;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The columns of a table, in order, each name once. */
public record TableSchema(List<Column> columns) {
  private static final int MAX_COLUMNS = 4096;

  public TableSchema {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "Cannot make a table of " + columns.size() + " columns: 1 to " + MAX_COLUMNS);
    }
    Set<String> names = new HashSet<>();
    for (Column column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException("Cannot have column " + column.name() + " twice");
      }
    }
  }

  public static TableSchema of(Column... columns) {
    return new TableSchema(List.of(columns));
  }

  /** The position of the column of this name. */
  public OptionalInt indexOf(String name) {
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(name)) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The position of the column of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public int require(String name) {
    return indexOf(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find column "
                        + name
                        + " among "
                        + columns.stream().map(Column::name).toList()));
  }
}
