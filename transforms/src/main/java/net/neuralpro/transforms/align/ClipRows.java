package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.segment.GridTable;

/** The rows of a grid that lie in clips, in order, as many at a time as a batch holds. */
final class ClipRows {
  private final TableReader grid;
  private final List<Clip> clips;
  private final int[] clip = new int[Batch.MAX_ROWS];
  private final int[] row = new int[Batch.MAX_ROWS];
  private final long[] time = new long[Batch.MAX_ROWS];
  private Optional<Batch> batch = Optional.empty();
  private int batchRow;
  private int current;
  private long lastTime = Long.MIN_VALUE;

  /**
   * Some rows.
   *
   * @param clips the clip of each
   * @param rows the number of each in its clip, from 0
   * @param times the capture time of each
   */
  record Rows(int[] clips, int[] rows, long[] times) {
    int size() {
      return times.length;
    }
  }

  ClipRows(TableReader grid, Clips clips) {
    this.grid = grid;
    this.clips = clips.clips();
  }

  /**
   * The next rows: {@link Batch#MAX_ROWS} but at the end, where there are fewer, then none.
   *
   * @throws RejectedInputException if the grid goes back in time or ends within a clip
   */
  Rows next() throws IOException {
    int size = 0;
    while (size < Batch.MAX_ROWS && current < clips.size()) {
      if (batch.isEmpty() || batchRow == batch.get().rows()) {
        batch = grid.next();
        batchRow = 0;
        if (batch.isEmpty()) {
          throw rejected("ALIGN-GRID-SHORT", "the grid ends before the clip does");
        }
      }
      size = take(batch.get(), size);
    }
    return new Rows(Arrays.copyOf(clip, size), Arrays.copyOf(row, size), Arrays.copyOf(time, size));
  }

  private int take(Batch rows, int from) throws IOException {
    int size = from;
    long[] numbers = rows.longs(GridTable.ROW);
    long[] times = rows.longs(GridTable.TIME);
    while (size < Batch.MAX_ROWS && batchRow < rows.rows() && current < clips.size()) {
      Clip here = clips.get(current);
      long number = numbers[batchRow];
      if (number >= here.firstRow()) {
        if (times[batchRow] < lastTime) {
          throw rejected(
              "ALIGN-GRID-BACKWARDS",
              "row %d is at %s s, before the row that precedes it"
                  .formatted(number, Nanos.seconds(times[batchRow])));
        }
        lastTime = times[batchRow];
        clip[size] = here.index();
        row[size] = (int) (number - here.firstRow());
        time[size] = lastTime;
        size++;
        if (number + 1 >= here.endRow()) {
          current++;
        }
      }
      batchRow++;
    }
    return size;
  }

  private RejectedInputException rejected(String rule, String evidence) {
    return new RejectedInputException(
        Finding.error(rule, "clip " + clips.get(current).index(), evidence));
  }
}
