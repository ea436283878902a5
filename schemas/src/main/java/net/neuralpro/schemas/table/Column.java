package net.neuralpro.schemas.table;

import java.util.regex.Pattern;

/**
 * A named column of a table.
 *
 * @param name letters, digits, {@code _ . / -}, at most 128
 * @param type the type of its elements
 * @param width elements in each row: 1 for a scalar, more for a vector of that length
 * @param unit the unit as UCUM writes it ("m/s2", "ns"), empty where there is none
 * @param description what a value means, in one sentence, may be empty
 */
public record Column(String name, ColumnType type, int width, String unit, String description) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");
  private static final int MAX_WIDTH = 4096;

  public Column {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Cannot name a column '" + name + "'");
    }
    if (width < 1 || width > MAX_WIDTH) {
      throw new IllegalArgumentException(
          "Cannot make column " + name + " of width " + width + ": 1 to " + MAX_WIDTH);
    }
    if (type == ColumnType.TEXT && width != 1) {
      throw new IllegalArgumentException("Cannot make a vector of texts in column " + name);
    }
  }

  public static Column of(String name, ColumnType type, String unit, String description) {
    return new Column(name, type, 1, unit, description);
  }

  public static Column of(String name, ColumnType type) {
    return of(name, type, "", "");
  }

  public static Column vector(
      String name, ColumnType type, int width, String unit, String description) {
    return new Column(name, type, width, unit, description);
  }
}
