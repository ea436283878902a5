package net.neuralpro.transforms.label;

import net.neuralpro.schemas.time.Nanos;

/**
 * The straight line that fits a signal best, by least squares, in a short window about each row:
 * its value there and its slope. The window is symmetric in time and holds at least one valid row
 * on either side where there is one, so it fits grids of any rate and rows of uneven times.
 *
 * @param value of the line at each row
 * @param slope of the line, per second; valid where the window holds two different times
 * @see <a href="https://doi.org/10.1021/ac60214a047">Savitzky and Golay 1964, for even times</a>
 */
record LocalLine(Signal value, Signal slope) {
  /**
   * Fits a line about every valid row.
   *
   * @param times of the rows, never decreasing, nanoseconds
   * @param halfWindow how far the window reaches to either side, nanoseconds
   */
  static LocalLine fit(long[] times, Signal signal, long halfWindow) {
    int rows = signal.rows();
    Signal value = Signal.absent(rows);
    Signal slope = Signal.absent(rows);
    for (int row = 0; row < rows; row++) {
      if (signal.valid()[row]) {
        fit(
            times,
            signal,
            row,
            edge(times, signal, row, halfWindow, -1),
            edge(times, signal, row, halfWindow, 1),
            value,
            slope);
      }
    }
    return new LocalLine(value, slope);
  }

  /** The last row of the window in one direction. */
  private static int edge(long[] times, Signal signal, int row, long halfWindow, int direction) {
    int edge = row;
    boolean found = false;
    for (int next = row + direction; next >= 0 && next < times.length; next += direction) {
      boolean inside = Math.abs(times[next] - times[row]) <= halfWindow;
      if (!inside && found) {
        break;
      }
      if (signal.valid()[next]) {
        edge = next;
        found |= times[next] != times[row];
      }
      if (!inside && found) {
        break;
      }
    }
    return edge;
  }

  private static void fit(
      long[] times, Signal signal, int row, int from, int to, Signal value, Signal slope) {
    double count = 0;
    double sumTime = 0;
    double sumValue = 0;
    for (int other = from; other <= to; other++) {
      if (signal.valid()[other]) {
        count++;
        sumTime += seconds(times, row, other);
        sumValue += signal.values()[other];
      }
    }
    double meanTime = sumTime / count;
    double meanValue = sumValue / count;
    double squares = 0;
    double products = 0;
    for (int other = from; other <= to; other++) {
      if (signal.valid()[other]) {
        double away = seconds(times, row, other) - meanTime;
        squares += away * away;
        products += away * (signal.values()[other] - meanValue);
      }
    }
    boolean sloped = squares > 0;
    double steepness = sloped ? products / squares : 0;
    value.values()[row] = meanValue - steepness * meanTime;
    value.valid()[row] = true;
    slope.values()[row] = steepness;
    slope.valid()[row] = sloped;
  }

  private static double seconds(long[] times, int from, int to) {
    return (double) (times[to] - times[from]) / Nanos.PER_SECOND;
  }
}
