package net.neuralpro.schemas.table;

/** The primitive type of a column's elements. */
public enum ColumnType {
  INT64,
  INT32,
  FLOAT64,
  FLOAT32,
  BOOLEAN,
  TEXT
}
