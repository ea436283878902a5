package net.neuralpro.connectors.media.video.analysis;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Measures frames one after another, from a sparse grid of samples read straight from the planes:
 * integers only, so that any machine gives the same numbers, and little enough work to vanish
 * beside the decoding.
 */
public final class FrameAnalysis {

  private static final int SMALLEST_SIDE = 4;
  private static final int LIMITED_BLACK = 16;
  private static final int LIMITED_LEVELS = 219;
  private static final int FULL_LEVELS = 255;
  private static final int LEVEL_COUNT = 256;
  private static final int SHARPNESS_SCALE = 16;
  private static final int DETAIL_STEP = 3;
  private static final int NOISE_BINS = 1024;

  /** 256 / (6 · 0.6745) in 1/1000: the noise mask's gain is 6, a median is 0.6745 deviations. */
  private static final long NOISE_FROM_MEDIAN = 63_257;

  private final int width;
  private final int height;
  private final int[] columns;
  private final int[] rows;
  private final PerceptualFingerprint fingerprint;
  private final int[] levels = new int[LEVEL_COUNT];
  private final int[] noises = new int[NOISE_BINS];
  private final ChromaDifference blueDifference = new ChromaDifference();
  private final ChromaDifference redDifference = new ChromaDifference();
  private int[] grid;
  private int[] before;
  private boolean first = true;
  private long laplacianSum;
  private long laplacianSquares;
  private int detailPoints;

  /**
   * @param width of the pictures in luma samples, at least 4
   * @param height likewise
   */
  public FrameAnalysis(int width, int height) {
    if (width < SMALLEST_SIDE || height < SMALLEST_SIDE) {
      throw new IllegalArgumentException(
          "A picture of " + width + "x" + height + " is too small to measure");
    }
    this.width = width;
    this.height = height;
    SampleGrid points = SampleGrid.of(width, height);
    this.columns = points.columns();
    this.rows = points.rows();
    this.fingerprint = new PerceptualFingerprint(columns.length, rows.length);
    this.grid = new int[columns.length * rows.length];
    this.before = new int[columns.length * rows.length];
  }

  /** Whether it measures pictures of this size. */
  public boolean fits(int otherWidth, int otherHeight) {
    return width == otherWidth && height == otherHeight;
  }

  /** Measures the next frame. */
  public FrameMeasures measure(Picture picture) {
    int[] swap = before;
    before = grid;
    grid = swap;
    sampleLuma(picture.luma());
    sampleDetail(picture.luma());
    int luma = first ? 0 : meanDifference(grid, before);
    int blue = picture.chromaBlue().map(blueDifference::next).orElse(0);
    int red = picture.chromaRed().map(redDifference::next).orElse(0);
    first = false;
    int planes =
        1 + (picture.chromaBlue().isPresent() ? 1 : 0) + (picture.chromaRed().isPresent() ? 1 : 0);
    return measures(picture.range(), luma, (luma + blue + red) / planes);
  }

  private FrameMeasures measures(SampleRange range, int motion, int cutScore) {
    int black = range == SampleRange.FULL ? 0 : LIMITED_BLACK;
    int span = range == SampleRange.FULL ? FULL_LEVELS : LIMITED_LEVELS;
    Arrays.fill(levels, 0);
    for (int level : grid) {
      levels[level]++;
    }
    int darkest = black + span / 10;
    int brightest = black + span - span / 50;
    long sum = 0;
    long dark = 0;
    long bright = 0;
    for (int level = 0; level < LEVEL_COUNT; level++) {
      int inRange = Math.max(0, Math.min(span, level - black));
      sum += (long) inRange * levels[level];
      dark += level <= darkest ? levels[level] : 0;
      bright += level >= brightest ? levels[level] : 0;
    }
    long count = grid.length;
    return new FrameMeasures(
        (int) (sum * FULL_LEVELS * LEVEL_COUNT / (span * count)),
        (int) (dark * FrameMeasures.FRACTION_ONE / count),
        (int) (bright * FrameMeasures.FRACTION_ONE / count),
        sharpness(),
        noise(),
        motion,
        cutScore,
        fingerprint.of(grid));
  }

  /** Each point of the grid is the mean of 2×2 samples. */
  private void sampleLuma(Plane plane) {
    ByteBuffer samples = plane.samples();
    int stride = plane.stride();
    int target = 0;
    for (int row : rows) {
      int upper = row * stride;
      int lower = upper + stride;
      for (int column : columns) {
        int sum =
            (samples.get(upper + column) & 0xff)
                + (samples.get(upper + column + 1) & 0xff)
                + (samples.get(lower + column) & 0xff)
                + (samples.get(lower + column + 1) & 0xff);
        grid[target++] = sum + 2 >> 2;
      }
    }
  }

  /** Laplacian and noise mask in the neighbourhoods of every ninth point. */
  private void sampleDetail(Plane plane) {
    ByteBuffer samples = plane.samples();
    int stride = plane.stride();
    Arrays.fill(noises, 0);
    long sum = 0;
    long squares = 0;
    int points = 0;
    for (int r = 0; r < rows.length; r += DETAIL_STEP) {
      int middle = rows[r] * stride;
      for (int c = 0; c < columns.length; c += DETAIL_STEP) {
        int at = middle + columns[c];
        int above = at - stride;
        int below = at + stride;
        int centre = samples.get(at) & 0xff;
        int cross =
            (samples.get(above) & 0xff)
                + (samples.get(below) & 0xff)
                + (samples.get(at - 1) & 0xff)
                + (samples.get(at + 1) & 0xff);
        int corners =
            (samples.get(above - 1) & 0xff)
                + (samples.get(above + 1) & 0xff)
                + (samples.get(below - 1) & 0xff)
                + (samples.get(below + 1) & 0xff);
        int laplacian = cross - 4 * centre;
        int mask = Math.abs(corners - 2 * cross + 4 * centre);
        sum += laplacian;
        squares += (long) laplacian * laplacian;
        noises[Math.min(mask, NOISE_BINS - 1)]++;
        points++;
      }
    }
    laplacianSum = sum;
    laplacianSquares = squares;
    detailPoints = points;
  }

  private int sharpness() {
    long n = detailPoints;
    return (int) ((laplacianSquares * n - laplacianSum * laplacianSum) * SHARPNESS_SCALE / (n * n));
  }

  /** The median of the masks, interpolated within its bin. */
  private int noise() {
    long half = detailPoints / 2;
    long below = 0;
    int bin = 0;
    while (below + noises[bin] <= half && bin < NOISE_BINS - 1) {
      below += noises[bin++];
    }
    long median = 1000L * bin + 1000L * (half - below) / Math.max(1, noises[bin]);
    return (int) (median * NOISE_FROM_MEDIAN / 1_000_000);
  }

  /** The mean absolute difference in 1/256. */
  static int meanDifference(int[] one, int[] other) {
    int sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs(one[i] - other[i]);
    }
    return (int) ((long) sum * LEVEL_COUNT / one.length);
  }

  /** Follows one chroma plane at every fourth point of its own grid. */
  private static final class ChromaDifference {
    private int[] points = new int[0];
    private int[] earlier = new int[0];

    int next(Plane plane) {
      int across = Math.min(plane.width(), 32);
      int down = Math.min(plane.height(), 32);
      boolean begin = points.length == 0;
      if (begin) {
        points = new int[across * down];
        earlier = new int[across * down];
      }
      int[] swap = earlier;
      earlier = points;
      points = swap;
      ByteBuffer samples = plane.samples();
      int target = 0;
      for (int y = 0; y < down; y++) {
        int row = (2 * y + 1) * plane.height() / (2 * down) * plane.stride();
        for (int x = 0; x < across; x++) {
          int column = (2 * x + 1) * plane.width() / (2 * across);
          points[target++] = samples.get(row + column) & 0xff;
        }
      }
      return begin ? 0 : meanDifference(points, earlier);
    }
  }
}
