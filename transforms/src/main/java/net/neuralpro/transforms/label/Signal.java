package net.neuralpro.transforms.label;

/**
 * A quantity in each row of a clip.
 *
 * @param values 0 where there is none
 * @param valid whether there is a value
 */
record Signal(double[] values, boolean[] valid) {
  Signal {
    if (values.length != valid.length) {
      throw new IllegalArgumentException(
          "Cannot mask " + values.length + " values with " + valid.length + " flags");
    }
  }

  static Signal absent(int rows) {
    return new Signal(new double[rows], new boolean[rows]);
  }

  int rows() {
    return values.length;
  }

  int validRows() {
    int count = 0;
    for (boolean flag : valid) {
      count += flag ? 1 : 0;
    }
    return count;
  }
}
