package net.neuralpro.connectors.lake.croissant;

import java.util.List;
import net.neuralpro.schemas.table.TableSchema;

/**
 * A table that lies in one or more Parquet files of a dataset.
 *
 * @param name names it among the tables: letters, digits, {@code _ . -}
 * @param description what a row is
 * @param schema its columns
 * @param paths its files, at least one
 * @param pattern matches the paths of just these files, with {@code *} for any part
 */
public record DescribedTable(
    String name, String description, TableSchema schema, List<String> paths, String pattern) {
  public DescribedTable {
    paths = paths.stream().sorted().toList();
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException("Cannot name a table '" + name + "'");
    }
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("Cannot describe table " + name + " without files");
    }
  }
}
