package net.neuralpro.connectors.media.video.analysis;

import java.util.Arrays;

/**
 * A 64-bit fingerprint that survives re-encoding and scaling: the discrete cosine transform of the
 * picture shrunk to 32×32, of which the 8×8 lowest frequencies that vary both ways each give a bit,
 * whether they are above their median (Zauner, "Implementation and benchmarking of perceptual image
 * hash functions", 2010). A picture without structure has the fingerprint 0.
 */
final class PerceptualFingerprint {

  private static final int CELLS = 32;
  private static final int FREQUENCIES = 8;
  private static final int WEIGHT = 256;
  private static final int BITS = Long.SIZE;

  /** One level in a cell: small enough that no sum of the transform leaves an int. */
  private static final int LEVEL = 64;

  private static final int HALFWAY_SHIFT = 13;

  /** The coefficient of a pattern with an amplitude of half a level. */
  private static final int FLAT = 1 << 20;

  /** Cosines of the frequencies 1 to 8, in 1/1024. */
  private static final int[] COSINES = cosines();

  private final int[] columnCell;
  private final int[] columnWeight;
  private final int[] rowCell;
  private final int[] rowWeight;
  private final int[] bands;
  private final int[] cells = new int[CELLS * CELLS];
  private final long[] sums = new long[CELLS + 1];
  private final long[] cellAreas;
  private final int[] halfway = new int[FREQUENCIES * CELLS];
  private final int[] coefficients = new int[BITS];

  PerceptualFingerprint(int columns, int rows) {
    columnCell = new int[columns];
    columnWeight = new int[columns];
    rowCell = new int[rows];
    rowWeight = new int[rows];
    share(columns, columnCell, columnWeight);
    share(rows, rowCell, rowWeight);
    bands = new int[(CELLS + 1) * columns];
    cellAreas = areas();
  }

  /**
   * Spreads points over cells: a point that straddles two cells gives each its part.
   *
   * @param cell the first cell of each point
   * @param weight the part of that cell, in 1/256
   */
  private static void share(int points, int[] cell, int[] weight) {
    for (int i = 0; i < points; i++) {
      long start = (long) i * CELLS * WEIGHT / points;
      long end = (long) (i + 1) * CELLS * WEIGHT / points;
      cell[i] = (int) (start / WEIGHT);
      long border = (cell[i] + 1L) * WEIGHT;
      weight[i] = end <= border ? WEIGHT : (int) ((border - start) * WEIGHT / (end - start));
    }
  }

  private long[] areas() {
    long[] across = new long[CELLS + 1];
    long[] down = new long[CELLS + 1];
    for (int i = 0; i < columnCell.length; i++) {
      across[columnCell[i]] += columnWeight[i];
      across[columnCell[i] + 1] += WEIGHT - columnWeight[i];
    }
    for (int i = 0; i < rowCell.length; i++) {
      down[rowCell[i]] += rowWeight[i];
      down[rowCell[i] + 1] += WEIGHT - rowWeight[i];
    }
    long[] areas = new long[CELLS * CELLS];
    for (int y = 0; y < CELLS; y++) {
      for (int x = 0; x < CELLS; x++) {
        areas[y * CELLS + x] = Math.max(1, across[x] * down[y]);
      }
    }
    return areas;
  }

  /** The fingerprint of a grid of levels, row by row. */
  long of(int[] grid) {
    gatherBands(grid);
    gatherCells();
    transform();
    return threshold();
  }

  private void gatherBands(int[] grid) {
    Arrays.fill(bands, 0);
    int columns = columnCell.length;
    for (int row = 0; row < rowCell.length; row++) {
      add(grid, row * columns, rowWeight[row], rowCell[row] * columns);
      if (rowWeight[row] < WEIGHT) {
        add(grid, row * columns, WEIGHT - rowWeight[row], (rowCell[row] + 1) * columns);
      }
    }
  }

  private void add(int[] grid, int from, int weight, int to) {
    for (int i = 0; i < columnCell.length; i++) {
      bands[to + i] += grid[from + i] * weight;
    }
  }

  private void gatherCells() {
    int columns = columnCell.length;
    for (int y = 0; y < CELLS; y++) {
      Arrays.fill(sums, 0);
      int band = y * columns;
      for (int i = 0; i < columns; i++) {
        long value = bands[band + i];
        long part = value * columnWeight[i];
        int cell = columnCell[i];
        sums[cell] += part;
        sums[cell + 1] += value * WEIGHT - part;
      }
      for (int x = 0; x < CELLS; x++) {
        int cell = y * CELLS + x;
        cells[cell] = (int) (sums[x] * LEVEL / cellAreas[cell]);
      }
    }
  }

  private void transform() {
    for (int u = 0; u < FREQUENCIES; u++) {
      for (int y = 0; y < CELLS; y++) {
        int sum = 0;
        for (int x = 0; x < CELLS; x++) {
          sum += cells[y * CELLS + x] * COSINES[u * CELLS + x];
        }
        halfway[u * CELLS + y] = sum >> HALFWAY_SHIFT;
      }
    }
    for (int bit = 0; bit < BITS; bit++) {
      int u = bit % FREQUENCIES;
      int v = bit / FREQUENCIES;
      int sum = 0;
      for (int y = 0; y < CELLS; y++) {
        sum += halfway[u * CELLS + y] * COSINES[v * CELLS + y];
      }
      coefficients[bit] = sum;
    }
  }

  private long threshold() {
    int largest = 0;
    for (int coefficient : coefficients) {
      largest = Math.max(largest, Math.abs(coefficient));
    }
    if (largest < FLAT) {
      return 0;
    }
    int[] sorted = coefficients.clone();
    Arrays.sort(sorted);
    int median = sorted[BITS / 2 - 1] + sorted[BITS / 2] >> 1;
    long fingerprint = 0;
    for (int bit = 0; bit < BITS; bit++) {
      if (coefficients[bit] > median) {
        fingerprint |= 1L << bit;
      }
    }
    return fingerprint;
  }

  private static int[] cosines() {
    int[] table = new int[FREQUENCIES * CELLS];
    for (int u = 0; u < FREQUENCIES; u++) {
      for (int x = 0; x < CELLS; x++) {
        double angle = StrictMath.PI * (u + 1) * (2 * x + 1) / (2 * CELLS);
        table[u * CELLS + x] = (int) Math.round(StrictMath.cos(angle) * 1024);
      }
    }
    return table;
  }
}
