package net.neuralpro.connectors.media.video;

/**
 * Decides which rows of the grid show a frame. Within a shot, row {@code n} is at the shot's first
 * frame plus {@code n / rate}, and shows the frame that a player would show at that moment.
 *
 * <p>Containers round times, Matroska to whole milliseconds; a frame counts as shown {@link
 * #GRAIN_NANOS} before its time, so that a row that falls on a frame finds it whatever the
 * rounding.
 */
final class GridPlanner {

  static final long GRAIN_NANOS = 1_000_000;

  private final FrameRate rate;
  private long shotStart;
  private long nextRow;

  GridPlanner(FrameRate rate) {
    this.rate = rate;
  }

  void startShot(long time) {
    shotStart = time;
    nextRow = 0;
  }

  /** The number of rows that show the frame which is on the screen until {@code end}. */
  int rowsUntil(long end) {
    int rows = 0;
    while (shotStart + rate.nanosAt(nextRow + rows) + GRAIN_NANOS < end) {
      rows++;
    }
    return rows;
  }

  boolean atShotStart() {
    return nextRow == 0;
  }

  /** The time of the next row from the start of the shot. */
  long nextNanos() {
    return rate.nanosAt(nextRow);
  }

  void advance() {
    nextRow++;
  }
}
