package net.neuralpro.transforms.validate;

/**
 * Counts the times between frames, to a tenth of a millisecond, and tells from them how many frames
 * are missing.
 */
final class IntervalCounts {
  private static final long BIN = 100_000;

  /** A frame is missing where the time to the next is nearer to two intervals than to one. */
  private static final double ONE_MISSING = 1.5;

  private final long[] counts;
  private long total;

  /**
   * No intervals.
   *
   * @param longest nanoseconds that no interval is longer than
   */
  IntervalCounts(long longest) {
    counts = new long[Math.toIntExact(longest / BIN + 1)];
  }

  /** Counts an interval of so many nanoseconds. */
  void add(long interval) {
    counts[(int) (interval / BIN)]++;
    total++;
  }

  /** The median interval in nanoseconds; 0 if there is none. */
  long usual() {
    long seen = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      seen += counts[bin];
      if (2 * seen > total) {
        return bin * BIN + BIN / 2;
      }
    }
    return 0;
  }

  /** How many more frames there would be if none were farther from the next than usual. */
  long missing() {
    long usual = usual();
    long missing = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      double ratio = usual == 0 ? 0 : (bin * BIN + BIN / 2) / (double) usual;
      if (ratio > ONE_MISSING) {
        missing += counts[bin] * (Math.round(ratio) - 1);
      }
    }
    return missing;
  }
}
