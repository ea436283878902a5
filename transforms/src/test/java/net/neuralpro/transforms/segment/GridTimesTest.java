package net.neuralpro.transforms.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.LongStream;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class GridTimesTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void keepsEveryFrameOfTheGridsOwnRateDespiteJitter() throws IOException {
    long[] times =
        LongStream.range(0, 100)
            .map(frame -> frame * 50 * MILLISECOND + (frame % 3 - 1) * 56_000)
            .toArray();

    MemoryTable grid = lay(20, times);

    assertThat(grid.longs("frame")).containsExactly(LongStream.range(0, 100).toArray());
    assertThat(grid.longs("time_ns")).containsExactly(times);
    assertThat(grid.longs("grid_ns"))
        .containsExactly(LongStream.range(0, 100).map(row -> row * 50 * MILLISECOND).toArray());
  }

  @Test
  void takesEveryOtherFrameAtHalfTheRate() throws IOException {
    long[] times = LongStream.range(0, 20).map(frame -> frame * 50 * MILLISECOND).toArray();

    assertThat(lay(10, times).longs("frame")).containsExactly(0, 2, 4, 6, 8, 10, 12, 14, 16, 18);
  }

  @Test
  void showsFramesAgainAtTwiceTheRate() throws IOException {
    long[] times = LongStream.range(0, 3).map(frame -> frame * 50 * MILLISECOND).toArray();

    assertThat(lay(40, times).longs("frame")).containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void startsAnotherShotAfterAGapAndPassesOverFramesThatGoBack() throws IOException {
    MemoryTable grid =
        lay(
            10,
            0,
            100 * MILLISECOND,
            90 * MILLISECOND,
            200 * MILLISECOND,
            1234 * MILLISECOND,
            1334 * MILLISECOND);

    assertThat(grid.longs("frame")).containsExactly(0, 1, 3, 4, 5);
    assertThat(grid.longs("shot")).containsExactly(0, 0, 0, 1, 1);
    assertThat(grid.longs("row")).containsExactly(0, 1, 2, 3, 4);
    assertThat(grid.longs("grid_ns"))
        .containsExactly(0, 100 * MILLISECOND, 200 * MILLISECOND, 0, 100 * MILLISECOND);
    assertThat(grid.flags("key")).containsOnly(true);
  }

  @Test
  void hasNoRowsWithoutFrames() throws IOException {
    assertThat(lay(10).rows()).isEmpty();
  }

  private static MemoryTable lay(int fps, long... times) throws IOException {
    MemoryTable frames =
        new MemoryTable(TableSchema.of(Column.of(GridTable.TIME, ColumnType.INT64)));
    for (long time : times) {
      frames.row(time);
    }
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    try (RowAppender rows = new RowAppender(grid)) {
      GridTimes.lay(fps, 250 * MILLISECOND, frames.reader(), rows);
    }
    return grid;
  }
}
