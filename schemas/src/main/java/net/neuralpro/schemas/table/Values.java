package net.neuralpro.schemas.table;

/**
 * The elements of one column of a batch, row after row: a vector column of width w holds row r at
 * {@code [r·w, (r+1)·w)}. The arrays are shared, not copied; whoever gets them must not change
 * them.
 */
public sealed interface Values {
  /** How many elements there are: rows times width. */
  int size();

  ColumnType type();

  record Longs(long[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.INT64;
    }
  }

  record Integers(int[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.INT32;
    }
  }

  record Doubles(double[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.FLOAT64;
    }
  }

  record Floats(float[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.FLOAT32;
    }
  }

  record Flags(boolean[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.BOOLEAN;
    }
  }

  record Texts(String[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }

    @Override
    public ColumnType type() {
      return ColumnType.TEXT;
    }
  }
}
