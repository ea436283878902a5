package net.neuralpro.connectors.lake.lerobot;

/**
 * Statistics of one element of a feature over all rows, gathered in two passes in the order of the
 * rows: first range and mean, then deviation and a histogram of the range, from which the quantiles
 * are read as the reference does.
 */
final class ElementStatistics {
  private static final int BINS = 5000;

  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private double sum;
  private long count;
  private double squares;
  private final int[] histogram = new int[BINS];

  /** First pass. */
  void see(double value) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    sum += value;
    count++;
  }

  /** Second pass. */
  void seeAgain(double value) {
    double distance = value - mean();
    squares += distance * distance;
    histogram[bin(value)]++;
  }

  private int bin(double value) {
    double width = maximum - minimum;
    return width > 0 ? (int) Math.min(BINS - 1, (value - minimum) / width * BINS) : 0;
  }

  double minimum() {
    return minimum;
  }

  double maximum() {
    return maximum;
  }

  /** The mean, which lies in the range however the sum was rounded. */
  double mean() {
    return Math.max(minimum, Math.min(maximum, sum / count));
  }

  double deviation() {
    return Math.sqrt(squares / count);
  }

  long count() {
    return count;
  }

  /** The value below which this share of all values lies, interpolated within a bin. */
  double quantile(double share) {
    double target = share * count;
    long below = 0;
    for (int bin = 0; bin < BINS; bin++) {
      if (histogram[bin] > 0 && below + histogram[bin] >= target) {
        double fraction = (target - below) / histogram[bin];
        return minimum + (bin + fraction) * (maximum - minimum) / BINS;
      }
      below += histogram[bin];
    }
    return maximum;
  }
}
