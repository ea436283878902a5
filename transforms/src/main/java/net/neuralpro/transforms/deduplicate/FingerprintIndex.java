package net.neuralpro.transforms.deduplicate;

import java.util.function.IntConsumer;

/**
 * Finds the fingerprints that are near to one, by multi-index hashing (Norouzi, Punjani and Fleet,
 * "Fast search in Hamming space with multi-index hashing", 2012): of two that differ in at most 4
 * bits, one of 5 parts is equal. It takes 60 bytes for each fingerprint.
 *
 * <p>The search is exact, but where more than {@link #WINDOW} fingerprints have a part in common:
 * of these only so many are looked at, those that lie around the one searched for in numeric order.
 * So pictures that all recordings have in common cost a bounded time, and copies in any number
 * still find each other, one finding the next.
 */
final class FingerprintIndex {
  /** How many bits two fingerprints may differ in. */
  static final int MAX_BITS = 4;

  /** How many fingerprints of an equal part are looked at. */
  static final int WINDOW = 8192;

  private static final int[] SHIFTS = {0, 13, 26, 39, 52};
  private static final int[] WIDTHS = {13, 13, 13, 13, 12};
  private static final int PARTS = SHIFTS.length;

  private final int[][] starts = new int[PARTS][];
  private final long[][] values = new long[PARTS][];
  private final int[][] indices = new int[PARTS][];

  /** An index of these fingerprints, each known by its place among them. */
  FingerprintIndex(long[] fingerprints) {
    int[] order = NumericOrder.of(fingerprints);
    for (int part = 0; part < PARTS; part++) {
      fill(part, fingerprints, order);
    }
  }

  private void fill(int part, long[] fingerprints, int[] order) {
    int[] first = new int[(1 << WIDTHS[part]) + 1];
    for (long fingerprint : fingerprints) {
      first[partOf(fingerprint, part) + 1]++;
    }
    for (int bucket = 1; bucket < first.length; bucket++) {
      first[bucket] += first[bucket - 1];
    }
    int[] next = first.clone();
    long[] sorted = new long[fingerprints.length];
    int[] places = new int[fingerprints.length];
    for (int index : order) {
      int place = next[partOf(fingerprints[index], part)]++;
      sorted[place] = fingerprints[index];
      places[place] = index;
    }
    starts[part] = first;
    values[part] = sorted;
    indices[part] = places;
  }

  private static int partOf(long fingerprint, int part) {
    return (int) (fingerprint >>> SHIFTS[part]) & (1 << WIDTHS[part]) - 1;
  }

  /**
   * Gives each index whose fingerprint differs in at most so many bits, once, in no special order.
   *
   * @param bits 0 to {@link #MAX_BITS}
   */
  void near(long fingerprint, int bits, IntConsumer found) {
    for (int part = 0; part < PARTS; part++) {
      int bucket = partOf(fingerprint, part);
      int from = starts[part][bucket];
      int to = starts[part][bucket + 1];
      long[] sorted = values[part];
      if (to - from > WINDOW) {
        int middle = firstNotLess(sorted, from, to, fingerprint);
        from = Math.min(Math.max(from, middle - WINDOW / 2), to - WINDOW);
        to = from + WINDOW;
      }
      for (int place = from; place < to; place++) {
        long difference = sorted[place] ^ fingerprint;
        if (Long.bitCount(difference) <= bits && isFirstEqualPart(difference, part)) {
          found.accept(indices[part][place]);
        }
      }
    }
  }

  private static boolean isFirstEqualPart(long difference, int part) {
    for (int earlier = 0; earlier < part; earlier++) {
      if (partOf(difference, earlier) == 0) {
        return false;
      }
    }
    return true;
  }

  private static int firstNotLess(long[] sorted, int from, int to, long fingerprint) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sorted[middle], fingerprint) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
