package net.neuralpro.transforms.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class SegmentationTest {
  private static final long SECOND = Nanos.PER_SECOND;

  @Test
  void cutsAShotAtTheLastKeyRowThatLeavesTheClipShortEnough() throws IOException {
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    addShot(grid, 0, 30, 10, 8);

    Segmentation.Segments segments = Segmentation.cut(2 * SECOND, SECOND / 2, grid.reader());

    assertThat(segments.clips().clips())
        .containsExactly(
            new Clip(0, 0, 0, 16, 0, 16 * SECOND / 10),
            new Clip(1, 0, 16, 14, 16 * SECOND / 10, 3 * SECOND));
    assertThat(segments.dropped()).isEmpty();
  }

  @Test
  void startsAnewAtEachShotAndReportsWhatIsTooShort() throws IOException {
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    addShot(grid, 0, 10, 10, 10);
    addShot(grid, 5 * SECOND, 3, 10, 10);

    Segmentation.Segments segments = Segmentation.cut(2 * SECOND, SECOND, grid.reader());

    assertThat(segments.clips().clips()).containsExactly(new Clip(0, 0, 0, 10, 0, SECOND));
    assertThat(segments.dropped())
        .singleElement()
        .hasToString(
            "NOTICE SEGMENT-SHORT at shot 1, 5.000 s to 5.300 s: 3 rows, 0.300 s, are fewer than"
                + " the 1.000 s that a clip needs");
  }

  @Test
  void dropsRowsUpToTheNextKeyRowWhereKeyRowsAreTooFarApart() throws IOException {
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    addShot(grid, 0, 40, 10, 25);

    Segmentation.Segments segments = Segmentation.cut(2 * SECOND, SECOND, grid.reader());

    assertThat(segments.clips().clips())
        .extracting(Clip::firstRow, Clip::rows)
        .containsExactly(tuple(0L, 20), tuple(25L, 15));
    assertThat(segments.dropped())
        .singleElement()
        .hasToString(
            "NOTICE SEGMENT-NO-KEY at shot 0, 2.000 s to 2.500 s: 5 rows follow no key row");
  }

  @Test
  void makesClipsOfTheExactLengthWhereTheGridTimesAreRounded() throws IOException {
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    addShot(grid, 0, 360, 30, 30);

    Segmentation.Segments segments = Segmentation.cut(4 * SECOND, 4 * SECOND, grid.reader());

    assertThat(segments.clips().clips()).extracting(Clip::rows).containsExactly(120, 120, 120);
  }

  @Property(tries = 300)
  void putsEveryRowIntoOneClipOrReportsIt(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    int shots = random.nextInt(5);
    for (int shot = 0; shot < shots; shot++) {
      addShot(
          grid,
          shot * 100 * SECOND,
          1 + random.nextInt(200),
          1 + random.nextInt(30),
          1 + random.nextInt(40));
    }
    long maximum = (1 + random.nextInt(80)) * SECOND / 10;
    long minimum = random.nextInt(30) * SECOND / 10;

    Segmentation.Segments segments =
        Segmentation.cut(
            maximum, Math.min(minimum, maximum), grid.reader(() -> 1 + random.nextInt(50)));

    assertThat(segments)
        .isEqualTo(Segmentation.cut(maximum, Math.min(minimum, maximum), grid.reader()));
    long next = 0;
    long dropped = segments.dropped().stream().mapToLong(SegmentationTest::rows).sum();
    for (Clip clip : segments.clips().clips()) {
      List<Object> first = grid.rows().get((int) clip.firstRow());
      List<Object> last = grid.rows().get((int) clip.endRow() - 1);
      assertThat(clip.firstRow()).isGreaterThanOrEqualTo(next);
      assertThat(first.get(5)).isEqualTo(true);
      assertThat(first.get(4)).isEqualTo(clip.shot());
      assertThat(last.get(4)).isEqualTo(clip.shot());
      assertThat(clip.start()).isEqualTo(first.get(2));
      assertThat(clip.end()).isGreaterThan((Long) last.get(2));
      assertThat((Long) last.get(3) - (Long) first.get(3)).isLessThan(maximum);
      next = clip.endRow();
    }
    long kept = segments.clips().clips().stream().mapToLong(Clip::rows).sum();
    assertThat(kept + dropped).isEqualTo(grid.rows().size());
  }

  @Test
  void refusesAMinimumAboveTheMaximum() {
    assertThatThrownBy(() -> new SegmentParameters(BigDecimal.ONE, BigDecimal.TEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make clips of at least 10 s and at most 1 s");
  }

  private static long rows(Finding finding) {
    return Long.parseLong(finding.evidence().split(" ", 2)[0]);
  }

  private static void addShot(MemoryTable grid, long start, int rows, int fps, int keyInterval) {
    int shot =
        grid.rows().isEmpty() ? 0 : (Integer) grid.rows().get(grid.rows().size() - 1).get(4) + 1;
    for (int row = 0; row < rows; row++) {
      long number = grid.rows().size();
      long time = Nanos.of(row, 1, fps);
      grid.row(number, number, start + time, time, shot, row % keyInterval == 0);
    }
  }
}
