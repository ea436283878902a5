package net.neuralpro.transforms.segment;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;

/**
 * Lays a grid of a fixed rate over the times of frames whose pixels are not there. Each row shows
 * the frame that a player would show at that moment; a frame counts as shown {@link #GRAIN} before
 * its time, so that small jitter moves no frame to another row. The grid starts anew, as another
 * shot, after every gap. Frames that do not come after the one before are passed over. Every row is
 * a key row.
 */
final class GridTimes {
  /** Nanoseconds; the same as for grids of frames with pixels. */
  private static final long GRAIN = 1_000_000;

  private final int fps;
  private final long maximumGap;
  private final RowAppender grid;
  private long shotStart;
  private int shot = -1;
  private long shotRow;
  private long row;
  private long lastFrame;
  private long lastTime;
  private long interval;

  private GridTimes(int fps, long maximumGap, RowAppender grid) {
    this.fps = fps;
    this.maximumGap = maximumGap;
    this.grid = grid;
  }

  /**
   * Writes the grid of these frames.
   *
   * @param fps rows per second of the grid
   * @param maximumGap the longest time between two frames of one shot, nanoseconds
   * @param frames a table with {@code time_ns}
   * @param grid takes rows of {@link GridTable}; it is left open
   */
  static void lay(int fps, long maximumGap, TableReader frames, RowAppender grid)
      throws IOException {
    GridTimes times = new GridTimes(fps, maximumGap, grid);
    long frame = 0;
    for (Optional<Batch> batch = frames.next(); batch.isPresent(); batch = frames.next()) {
      for (long time : batch.get().longs(GridTable.TIME)) {
        times.add(frame, time);
        frame++;
      }
    }
    times.endShot();
  }

  private void add(long frame, long time) throws IOException {
    if (shot >= 0 && time <= lastTime) {
      return;
    }
    if (shot < 0 || time - lastTime < 0 || time - lastTime > maximumGap) {
      endShot();
      shot++;
      shotStart = time;
      shotRow = 0;
      interval = Nanos.PER_SECOND / fps;
    } else {
      interval = time - lastTime;
      showUntil(time);
    }
    lastFrame = frame;
    lastTime = time;
  }

  /** The last frame is shown as long as the one before it. */
  private void endShot() throws IOException {
    if (shot >= 0) {
      showUntil(lastTime + interval);
    }
  }

  private void showUntil(long end) throws IOException {
    while (gridTime() + GRAIN < end) {
      endRow();
    }
  }

  private long gridTime() {
    return shotStart + Nanos.of(shotRow, 1, fps);
  }

  private void endRow() throws IOException {
    grid.set(0, row)
        .set(1, lastFrame)
        .set(2, lastTime)
        .set(3, Nanos.of(shotRow, 1, fps))
        .set(4, shot)
        .set(5, true)
        .endRow();
    row++;
    shotRow++;
  }
}
