package net.neuralpro.transforms.segment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the shots of a grid into clips. A clip starts at a key row. Where a shot is longer than a
 * clip may be, it is cut at the last key row that leaves the clip short enough, so that the next
 * clip follows without a hole; if there is none, rows up to the next key row are dropped.
 */
final class Segmentation {
  /** More would not fit the block that lists them. */
  private static final int MAX_CLIPS = 16_384;

  private final long maximum;
  private final long minimum;
  private final List<Clip> clips = new ArrayList<>();
  private final List<Finding> dropped = new ArrayList<>();
  private @Nullable Row start;
  private @Nullable Row lastKey;
  private @Nullable Row firstOrphan;
  private @Nullable Row previous;
  private long step;

  /**
   * The clips of a recording, and what became none.
   *
   * @param dropped notices, in the order of the grid
   */
  record Segments(Clips clips, List<Finding> dropped) {
    Segments {
      dropped = List.copyOf(dropped);
    }
  }

  private record Row(long number, long time, long grid, int shot, boolean key) {}

  private Segmentation(long maximum, long minimum) {
    this.maximum = maximum;
    this.minimum = minimum;
  }

  /**
   * Cuts a grid into clips.
   *
   * @param maximum the longest clip, nanoseconds
   * @param minimum the shortest clip, nanoseconds
   * @param grid a table as {@link GridTable}
   * @throws RejectedInputException if there are too many clips to list
   */
  static Segments cut(long maximum, long minimum, TableReader grid) throws IOException {
    Segmentation segmentation = new Segmentation(maximum, minimum);
    for (Optional<Batch> batch = grid.next(); batch.isPresent(); batch = grid.next()) {
      segmentation.add(batch.get());
    }
    segmentation.endShot();
    return new Segments(new Clips(segmentation.clips), segmentation.dropped);
  }

  private void add(Batch batch) throws IOException {
    long[] numbers = batch.longs(GridTable.ROW);
    long[] times = batch.longs(GridTable.TIME);
    long[] grids = batch.longs(GridTable.GRID);
    int[] shots = batch.integers(GridTable.SHOT);
    boolean[] keys = batch.flags(GridTable.KEY);
    for (int row = 0; row < batch.rows(); row++) {
      add(new Row(numbers[row], times[row], grids[row], shots[row], keys[row]));
    }
  }

  private void add(Row row) throws IOException {
    if (previous != null && previous.shot() != row.shot()) {
      endShot();
    } else if (previous != null) {
      step = row.grid() - previous.grid();
    }
    Row first = start;
    if (first != null && row.grid() - first.grid() + step / 2 >= maximum) {
      Row cut = row.key() || lastKey == null ? row : lastKey;
      end(first, cut.number(), cut.time(), cut.grid());
      start = cut.key() ? cut : null;
      lastKey = null;
    }
    if (start == null && row.key()) {
      start = row;
    } else if (start != null && row.key() && row != start) {
      lastKey = row;
    }
    noteOrphan(row);
    previous = row;
  }

  /** Remembers from where on rows follow no key row. */
  private void noteOrphan(Row row) {
    if (start == null && firstOrphan == null) {
      firstOrphan = row;
    } else if (start != null && firstOrphan != null) {
      endOrphans(firstOrphan, row.number(), row.time());
    }
  }

  private void endOrphans(Row first, long endRow, long endTime) {
    drop("SEGMENT-NO-KEY", first, endTime, (endRow - first.number()) + " rows follow no key row");
    firstOrphan = null;
  }

  private void endShot() throws IOException {
    Row last = previous;
    if (last == null) {
      return;
    }
    if (start != null) {
      end(start, last.number() + 1, last.time() + step, last.grid() + step);
    }
    if (firstOrphan != null) {
      endOrphans(firstOrphan, last.number() + 1, last.time() + step);
    }
    start = null;
    lastKey = null;
    previous = null;
  }

  private void end(Row first, long endRow, long endTime, long endGrid) throws IOException {
    long length = endGrid - first.grid();
    int rows = (int) (endRow - first.number());
    if (length <= 0 || length + step / 2 < minimum) {
      drop(
          "SEGMENT-SHORT",
          first,
          endTime,
          "%d rows, %s s, are fewer than the %s s that a clip needs"
              .formatted(rows, Nanos.seconds(length), Nanos.seconds(minimum)));
      return;
    }
    if (clips.size() == MAX_CLIPS) {
      throw new RejectedInputException(
          Finding.error(
              "SEGMENT-MANY",
              "shot " + first.shot(),
              "the recording has more than %d clips; perhaps longer clips or parts of it will do"
                  .formatted(MAX_CLIPS)));
    }
    long end = Math.max(endTime, first.time() + 1);
    clips.add(new Clip(clips.size(), first.shot(), first.number(), rows, first.time(), end));
  }

  private void drop(String rule, Row first, long endTime, String evidence) {
    dropped.add(
        Finding.notice(
            rule,
            "shot %d, %s s to %s s"
                .formatted(first.shot(), Nanos.seconds(first.time()), Nanos.seconds(endTime)),
            evidence));
  }
}
