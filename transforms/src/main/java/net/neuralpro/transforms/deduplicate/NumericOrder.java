package net.neuralpro.transforms.deduplicate;

/** The order of unsigned numbers by value, equal ones by place: a radix sort of their places. */
final class NumericOrder {
  private static final int DIGIT = 16;
  private static final int BUCKETS = 1 << DIGIT;

  private NumericOrder() {}

  /** The places of the numbers, that of the least first. */
  static int[] of(long[] numbers) {
    int[] order = new int[numbers.length];
    for (int place = 0; place < order.length; place++) {
      order[place] = place;
    }
    int[] sorted = new int[order.length];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
      int[] next = new int[BUCKETS + 1];
      for (long number : numbers) {
        next[digit(number, shift) + 1]++;
      }
      for (int bucket = 1; bucket < BUCKETS; bucket++) {
        next[bucket] += next[bucket - 1];
      }
      for (int place : order) {
        sorted[next[digit(numbers[place], shift)]++] = place;
      }
      int[] swap = order;
      order = sorted;
      sorted = swap;
    }
    return order;
  }

  private static int digit(long number, int shift) {
    return (int) (number >>> shift) & BUCKETS - 1;
  }
}
