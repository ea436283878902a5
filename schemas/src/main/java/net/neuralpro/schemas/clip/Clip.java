package net.neuralpro.schemas.clip;

import net.neuralpro.schemas.time.TimeRange;

/**
 * A bounded window of an episode: rows of a recording's frame grid that follow each other without a
 * cut or a gap.
 *
 * @param index its place among the recording's clips, from 0
 * @param shot the shot that it lies in
 * @param firstRow its first row of the grid, a key frame
 * @param rows how many rows it has
 * @param start the capture time of its first row, nanoseconds on the recording's clock
 * @param end the end of its last row's display
 */
public record Clip(int index, int shot, long firstRow, int rows, long start, long end) {
  public Clip {
    if (index < 0 || shot < 0 || firstRow < 0 || rows < 1) {
      throw new IllegalArgumentException(
          "Cannot make clip %d of shot %d with %d rows from %d"
              .formatted(index, shot, rows, firstRow));
    }
    new TimeRange(start, end);
  }

  public long endRow() {
    return firstRow + rows;
  }
}
