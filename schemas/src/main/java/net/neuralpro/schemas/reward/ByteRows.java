package net.neuralpro.schemas.reward;

import java.util.Arrays;

/** Rows of bytes, all of one width, one after another in an array. */
public final class ByteRows {
  private static final int SMALL = 8;

  private ByteRows() {}

  /**
   * The numbers of rows in the order of their bytes, which are unsigned.
   *
   * @param rows the bytes
   * @param width of a row
   * @param count how many rows
   */
  public static int[] order(byte[] rows, int width, int count) {
    int[] order = new int[count];
    for (int row = 0; row < count; row++) {
      order[row] = row;
    }
    sort(rows, width, order.clone(), order, 0, count);
    return order;
  }

  /** Sorts {@code target[from, to)}, which {@code source} holds too. */
  private static void sort(byte[] rows, int width, int[] source, int[] target, int from, int to) {
    if (to - from < SMALL) {
      insert(rows, width, target, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(rows, width, target, source, from, middle);
    sort(rows, width, target, source, middle, to);
    int left = from;
    int right = middle;
    for (int index = from; index < to; index++) {
      boolean takeLeft =
          right == to || (left < middle && compare(rows, width, source[left], source[right]) <= 0);
      target[index] = takeLeft ? source[left++] : source[right++];
    }
  }

  private static void insert(byte[] rows, int width, int[] order, int from, int to) {
    for (int index = from + 1; index < to; index++) {
      int row = order[index];
      int place = index;
      while (place > from && compare(rows, width, order[place - 1], row) > 0) {
        order[place] = order[place - 1];
        place--;
      }
      order[place] = row;
    }
  }

  private static int compare(byte[] rows, int width, int one, int other) {
    return Arrays.compareUnsigned(
        rows, one * width, one * width + width, rows, other * width, other * width + width);
  }
}
