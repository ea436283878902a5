package net.neuralpro.transforms.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.time.TimeRange;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class FrameRulesTest {
  private static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of("time_ns", ColumnType.INT64),
          Column.of("frozen", ColumnType.BOOLEAN),
          Column.of("black", ColumnType.BOOLEAN));
  private static final long FRAME = 33_366_667L;

  private final MemoryTable table = new MemoryTable(SCHEMA);
  private final FrameRules rules = new FrameRules(Parameters.STANDARD);
  private long time;

  private void frames(int count, boolean frozen, boolean black) {
    for (int frame = 0; frame < count; frame++) {
      table.row(time, frozen, black);
      time += FRAME;
    }
  }

  private void frames(int count) {
    frames(count, false, false);
  }

  private List<String> findings() throws IOException {
    rules.read(table.reader());
    return rules.findings().stream().map(Finding::toString).toList();
  }

  @Test
  void findsNothingInSteadyFrames() throws IOException {
    frames(300);

    assertThat(rules.read(table.reader())).hasValue(new TimeRange(0, 299 * FRAME + 1));
    assertThat(rules.findings()).isEmpty();
  }

  @Test
  void readsFramesOfWhichOnlyTheTimesAreKnown() throws IOException {
    MemoryTable times = new MemoryTable(TableSchema.of(Column.of("time_ns", ColumnType.INT64)));
    times.row(5L).row(7L);

    assertThat(rules.read(times.reader())).hasValue(new TimeRange(5, 8));
  }

  @Test
  void hasNoTimeWithoutFrames() throws IOException {
    assertThat(rules.read(table.reader())).isEmpty();
  }

  @Test
  void namesTheFrameAtWhichTimeGoesBack() throws IOException {
    frames(100);
    time -= 10 * FRAME;
    frames(100);

    assertThat(findings())
        .containsExactly(
            "ERROR VIDEO-TIME-ORDER at frame 100: 1 frames are not later than the one before.");
  }

  @Test
  void namesGaps() throws IOException {
    frames(30);
    time += 2_000_000_000L;
    frames(30);

    assertThat(findings())
        .containsExactly(
            "WARNING VIDEO-GAP at frame 30: 2.033 s without a frame from 0.968 s on; the episode"
                + " ends there.");
  }

  @Test
  void countsGapsThatAreTooManyToName() throws IOException {
    for (int gap = 0; gap <= 30; gap++) {
      frames(2);
      time += 2_000_000_000L;
    }

    assertThat(findings())
        .hasSize(21)
        .contains("WARNING VIDEO-GAP at video: There are 30 gaps; the first 20 are named.");
  }

  @Test
  void countsMissingFrames() throws IOException {
    for (int part = 0; part < 10; part++) {
      frames(20);
      time += 3 * FRAME;
    }

    assertThat(findings())
        .containsExactly(
            "WARNING VIDEO-DROPPED-FRAMES at video: 27 frames are missing between the 200 that are"
                + " there, one each 0.033 s.");
  }

  @Property(tries = 50)
  void doesNotTakeUnsteadyFramesForMissingOnes(@ForAll @IntRange(max = 12) int jitter)
      throws IOException {
    MemoryTable unsteady = new MemoryTable(SCHEMA);
    for (int frame = 0; frame < 200; frame++) {
      unsteady.row(frame * FRAME + (frame % 3) * jitter * 1_000_000L / 2, false, false);
    }
    FrameRules own = new FrameRules(Parameters.STANDARD);
    own.read(unsteady.reader());

    assertThat(own.findings()).isEmpty();
  }

  @Test
  void findsTimesInWhichThePictureStandsStillOrIsBlack() throws IOException {
    frames(30);
    frames(30, true, false);
    frames(30);
    frames(60, true, true);

    assertThat(findings())
        .containsExactly(
            "WARNING VIDEO-FROZEN at video [1.001 s, 1.969 s): The picture stands still for"
                + " 0.968 s.",
            "WARNING VIDEO-FROZEN at video [3.003 s, 4.972 s): The picture stands still for"
                + " 1.969 s.",
            "WARNING VIDEO-BLACK at video [3.003 s, 4.972 s): The picture is black for 1.969 s.");
  }

  @Test
  void leavesShortFreezesAlone() throws IOException {
    frames(30);
    frames(10, true, true);
    frames(30);

    assertThat(findings()).isEmpty();
  }
}
