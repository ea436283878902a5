package net.neuralpro.transforms.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.segment.GridTable;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class TimelineMergeTest {
  private static final long TOLERANCE = 100;
  private static final long NONE = Long.MIN_VALUE;

  private record Merged(MemoryTable timeline, List<Finding> findings) {}

  @Test
  void interpolatesBetweenSamplesThatAreNear() throws IOException {
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED).row(0L, 10.0).row(100L, 20.0);

    MemoryTable timeline = merge(grid(25, 50, 100), wheel, "wheel_speed").timeline();

    assertThat(timeline.doubles("wheel_speed_value")).containsExactly(12.5, 15, 20);
    assertThat(timeline.longs("wheel_speed_time_ns")).containsExactly(0, 0, 100);
    assertThat(timeline.flags("wheel_speed_valid")).containsExactly(true, true, true);
    assertThat(timeline.flags("wheel_speed_gap")).containsExactly(false, false, false);
  }

  @Test
  void holdsTheNearestSampleAtTheEdgeOfAGapAndHasNoneWithinIt() throws IOException {
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED).row(0L, 10.0).row(1000L, 20.0);

    MemoryTable timeline = merge(grid(-101, -100, 100, 500, 900), wheel, "wheel_speed").timeline();

    assertThat(timeline.doubles("wheel_speed_value")).containsExactly(0, 10, 10, 0, 20);
    assertThat(timeline.longs("wheel_speed_time_ns")).containsExactly(0, 0, 0, 0, 1000);
    assertThat(timeline.flags("wheel_speed_valid")).containsExactly(false, true, true, false, true);
    assertThat(timeline.flags("wheel_speed_gap")).containsOnly(true);
  }

  @Test
  void keepsTheFirstOfSamplesOfOneTime() throws IOException {
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED).row(0L, 1.0).row(0L, 2.0).row(50L, 3.0);

    Merged merged = merge(grid(0, 50), wheel, "wheel_speed");

    assertThat(merged.timeline().doubles("wheel_speed_value")).containsExactly(1, 3);
    assertThat(merged.findings())
        .singleElement()
        .hasToString(
            "WARNING ALIGN-REPEATED at wheel_speed: 1 samples have the time of the one before and"
                + " were left out, the first at 0.000 s");
  }

  @Test
  void leavesOutASingleTimeFromTheFutureAndKeepsWhatFollows() throws IOException {
    MemoryTable wheel =
        series(SensorKind.WHEEL_SPEED)
            .row(0L, 0.0)
            .row(9_000_000L, 99.0)
            .row(50L, 5.0)
            .row(100L, 10.0);

    Merged merged = merge(grid(75), wheel, "wheel_speed");

    assertThat(merged.timeline().doubles("wheel_speed_value")).containsExactly(7.5);
    assertThat(merged.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).hasToString("ALIGN-BACKWARDS");
              assertThat(finding.evidence()).contains("1 samples", "at 0.009 s");
            });
  }

  @Test
  void leavesOutSamplesThatAreNotFinite() throws IOException {
    MemoryTable wheel =
        series(SensorKind.WHEEL_SPEED)
            .row(0L, 0.0)
            .row(50L, Double.NaN)
            .row(60L, Double.POSITIVE_INFINITY)
            .row(100L, 10.0);

    Merged merged = merge(grid(50), wheel, "wheel_speed");

    assertThat(merged.timeline().doubles("wheel_speed_value")).containsExactly(5);
    assertThat(merged.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.rule()).hasToString("ALIGN-UNUSABLE"));
  }

  @Test
  void goesTheShortWayAcrossTheDateLineAndPassesOverFixesWithoutPosition() throws IOException {
    MemoryTable gnss =
        series(SensorKind.GNSS)
            .row(0L, 10.0, 179.9, 5.0, 1.0, 1.0, 3.0, 1.5)
            .row(40L, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 99.99)
            .row(100L, 12.0, -179.9, 7.0, 3.0, 3.0, 2.0, 2.5);

    MemoryTable timeline = merge(grid(25, 75), gnss, "gnss").timeline();

    assertThat(timeline.doubles("gnss_longitude")[0]).isCloseTo(179.95, within(1e-9));
    assertThat(timeline.doubles("gnss_longitude")[1]).isCloseTo(-179.95, within(1e-9));
    assertThat(timeline.doubles("gnss_latitude")).containsExactly(10.5, 11.5);
    assertThat(timeline.doubles("gnss_fix")).containsExactly(3, 2);
    assertThat(timeline.doubles("gnss_precision")).containsExactly(1.5, 2.5);
  }

  @Test
  void masksByItselfWhatAReceiverDoesNotTell() throws IOException {
    double none = Double.NaN;
    MemoryTable gnss =
        series(SensorKind.GNSS)
            .row(0L, 10.0, 20.0, 5.0, none, none, 3.0, 1.5)
            .row(100L, 12.0, 20.0, none, 3.0, none, 3.0, 1.5);

    MemoryTable timeline = merge(grid(25, 75), gnss, "gnss").timeline();

    assertThat(timeline.flags("gnss_valid")).containsExactly(true, true);
    assertThat(timeline.doubles("gnss_latitude")).containsExactly(10.5, 11.5);
    assertThat(timeline.doubles("gnss_altitude")).containsExactly(5, 0);
    assertThat(timeline.flags("gnss_altitude_valid")).containsExactly(true, false);
    assertThat(timeline.doubles("gnss_speed_2d")).containsExactly(0, 3);
    assertThat(timeline.flags("gnss_speed_2d_valid")).containsExactly(false, true);
    assertThat(timeline.flags("gnss_speed_3d_valid")).containsExactly(false, false);
    assertThat(AlignedStream.in(timeline.schema()))
        .containsExactly(new AlignedStream("gnss", SensorKind.GNSS));
  }

  @Test
  void keepsTheSignOfRotationsFromRowToRow() throws IOException {
    MemoryTable orientation = series(SensorKind.ORIENTATION);
    List<Long> times = new ArrayList<>();
    for (int index = 0; index <= 400; index++) {
      double angle = index * 0.05;
      int sign = index % 3 == 0 ? -1 : 1;
      orientation.row(
          index * 10L, sign * Math.cos(angle / 2), 0.0, 0.0, sign * Math.sin(angle / 2));
      times.add(index * 10L + 5);
    }

    MemoryTable timeline =
        merge(grid(times.stream().mapToLong(time -> time).toArray()), orientation, "orientation")
            .timeline();

    double[] w = timeline.doubles("orientation_w");
    for (int row = 0; row < 400; row++) {
      double halfAngle = (row + 0.5) * 0.025;
      assertThat(w[row]).isCloseTo(Math.cos(halfAngle), within(1e-9));
    }
  }

  @Test
  void countsRowsInTheirClipsAndLeavesOutRowsBetweenThem() throws IOException {
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED).row(0L, 1.0).row(60L, 1.0);
    Clips clips = new Clips(List.of(new Clip(0, 0, 1, 2, 10, 30), new Clip(1, 0, 4, 1, 40, 50)));
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put("wheel_speed", wheel.reader());
    TimelineMerge merge = new TimelineMerge(series, kind -> TOLERANCE);
    MemoryTable timeline = new MemoryTable(merge.schema());

    merge.merge(grid(0, 10, 20, 30, 40, 50).reader(), clips, timeline);

    assertThat(timeline.column("clip")).containsExactly(0, 0, 1);
    assertThat(timeline.column("row")).containsExactly(0, 1, 0);
    assertThat(timeline.longs("time_ns")).containsExactly(10, 20, 40);
  }

  @Test
  void rejectsAGridThatGoesBackOrEndsWithinAClip() {
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED).row(0L, 1.0);
    assertThatThrownBy(() -> merge(grid(0, 10, 5), wheel, "wheel_speed"))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("ALIGN-GRID-BACKWARDS at clip 0: row 2 is at 0.000 s");

    TreeMap<String, TableReader> series = new TreeMap<>();
    Clips clips = new Clips(List.of(new Clip(0, 0, 0, 3, 0, 30)));
    assertThatThrownBy(
            () -> {
              TimelineMerge merge = new TimelineMerge(series, kind -> TOLERANCE);
              merge.merge(grid(0, 10).reader(), clips, new MemoryTable(merge.schema()));
            })
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("ALIGN-GRID-SHORT at clip 0: the grid ends before the clip does");
  }

  @Test
  void rejectsAStreamOfNoKindOfSensor() {
    TableSchema unknown =
        TableSchema.of(
            Column.of(SensorKind.TIME, ColumnType.INT64), Column.of("odour", ColumnType.FLOAT64));
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put("nose", new MemoryTable(unknown).reader());

    assertThatThrownBy(() -> new TimelineMerge(series, kind -> TOLERANCE))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining(
            "ALIGN-KIND at nose: no kind of sensor has the columns [time_ns, odour]");
  }

  @Property(tries = 200)
  void givesTheSameRowsWhateverTheBatches(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 300) int samples) throws IOException {
    Random random = new Random(seed);
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED);
    MemoryTable orientation = series(SensorKind.ORIENTATION);
    long time = 0;
    for (int index = 0; index < samples; index++) {
      time += random.nextInt(10) == 0 ? -random.nextInt(300) : random.nextInt(60);
      long stray = random.nextInt(20) == 0 ? random.nextInt(5000) : 0;
      wheel.row(time + stray, random.nextInt(20) == 0 ? Double.NaN : random.nextDouble());
      orientation.row(
          time, random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), 0.1);
    }
    long[] rows = new long[200];
    for (int row = 1; row < rows.length; row++) {
      rows[row] = rows[row - 1] + random.nextInt(50);
    }
    MemoryTable grid = grid(rows);

    Merged whole = merge(grid, wheel, orientation, 4096, random);
    Merged pieces = merge(grid, wheel, orientation, 7, random);
    Merged ones = merge(grid, wheel, orientation, 1, random);

    assertThat(pieces.timeline().rows()).isEqualTo(whole.timeline().rows());
    assertThat(ones.timeline().rows()).isEqualTo(whole.timeline().rows());
    assertThat(ones.findings()).isEqualTo(whole.findings());
    assertThat(pieces.findings()).isEqualTo(whole.findings());
  }

  @Property(tries = 200)
  void agreesWithASearchThroughAllSamples(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    long[] times = random.longs(80, 0, 5000).sorted().distinct().toArray();
    MemoryTable wheel = series(SensorKind.WHEEL_SPEED);
    for (long time : times) {
      wheel.row(time, (double) time * 2 + 1);
    }
    long[] rows = random.longs(100, -200, 5200).sorted().toArray();

    MemoryTable timeline = merge(grid(rows), wheel, "wheel_speed").timeline();

    for (int row = 0; row < rows.length; row++) {
      long at = rows[row];
      long before = NONE;
      long after = NONE;
      for (long time : times) {
        before = time <= at && at - time <= TOLERANCE ? time : before;
        after = after == NONE && time > at && time - at <= TOLERANCE ? time : after;
      }
      boolean valid = before != NONE || after != NONE;
      boolean between = before != NONE && after != NONE;
      assertThat(timeline.flags("wheel_speed_valid").get(row)).isEqualTo(valid);
      assertThat(timeline.flags("wheel_speed_gap").get(row)).isEqualTo(before != at && !between);
      if (between) {
        assertThat(timeline.doubles("wheel_speed_value")[row]).isCloseTo(at * 2 + 1, within(1e-9));
      }
      if (valid) {
        long nearest =
            between ? (at - before <= after - at ? before : after) : Math.max(before, after);
        assertThat(timeline.longs("wheel_speed_time_ns")[row]).isEqualTo(nearest);
      }
    }
  }

  private static Merged merge(
      MemoryTable grid, MemoryTable wheel, MemoryTable orientation, int most, Random random)
      throws IOException {
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put("wheel_speed", wheel.reader(() -> 1 + random.nextInt(most)));
    series.put("orientation", orientation.reader(() -> 1 + random.nextInt(most)));
    return merge(grid.reader(() -> 1 + random.nextInt(most)), grid.rows().size(), series);
  }

  private static Merged merge(MemoryTable grid, MemoryTable stream, String name)
      throws IOException {
    TreeMap<String, TableReader> series = new TreeMap<>();
    series.put(name, stream.reader());
    return merge(grid.reader(), grid.rows().size(), series);
  }

  private static Merged merge(TableReader grid, int rows, TreeMap<String, TableReader> series)
      throws IOException {
    TimelineMerge merge = new TimelineMerge(series, kind -> TOLERANCE);
    MemoryTable timeline = new MemoryTable(merge.schema());
    Clips clips = new Clips(List.of(new Clip(0, 0, 0, rows, 0, Long.MAX_VALUE)));
    List<Finding> findings = merge.merge(grid, clips, timeline);
    return new Merged(timeline, findings);
  }

  private static MemoryTable series(SensorKind kind) {
    return new MemoryTable(kind.schema());
  }

  private static MemoryTable grid(long... times) {
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    for (int row = 0; row < times.length; row++) {
      grid.row((long) row, (long) row, times[row], times[row], 0, row == 0);
    }
    return grid;
  }
}
