package net.neuralpro.connectors.media.video.analysis;

/**
 * The sparse points of a picture at which it is measured: a grid of about 64 points on the short
 * side, whatever the picture's size, so that measures do not depend on the scale.
 */
final class SampleGrid {

  private static final int SHORT_SIDE_POINTS = 64;

  private final int[] columns;
  private final int[] rows;

  private SampleGrid(int[] columns, int[] rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** The grid of a picture of at least 4×4 samples. */
  static SampleGrid of(int width, int height) {
    int points = Math.min(SHORT_SIDE_POINTS, Math.min(width, height) / 4);
    int across = Math.max(1, (int) ((long) points * width / Math.min(width, height)));
    int down = Math.max(1, (int) ((long) points * height / Math.min(width, height)));
    return new SampleGrid(centres(across, width), centres(down, height));
  }

  private static int[] centres(int count, int length) {
    int[] positions = new int[count];
    for (int i = 0; i < count; i++) {
      int centre = (int) ((2L * i + 1) * length / (2L * count));
      positions[i] = Math.max(1, Math.min(length - 3, centre));
    }
    return positions;
  }

  /** The columns of the points, each with a sample to its left and two to its right. */
  int[] columns() {
    return columns;
  }

  /** The rows of the points, each with a row above and two below. */
  int[] rows() {
    return rows;
  }
}
