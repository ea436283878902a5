package net.neuralpro.pipelines.flows.sanitise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.time.TimeRange;

class VisibleTimesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double DEGREE = 111_195;

  /** A way north along the meridian 0, one fix a second, 20 m each, passing 0° after 100 s. */
  private static double latitude(long second) {
    return (second - 100) * 20 / DEGREE;
  }

  private static void fix(VisibleTimes times, long second, double lock) throws IOException {
    times.sample(
        "gnss", SensorKind.GNSS, second * SECOND, latitude(second), 1e-9, 0, 20, 20, lock, 1);
  }

  private static VisibleTimes hiding(double metres) {
    return new VisibleTimes(List.of(HiddenPlace.parse("0,0:" + metres)));
  }

  @Example
  void hidesTheWayThroughACircleAndItsMargin() throws IOException {
    VisibleTimes times = hiding(151);
    for (long second : LongStream.rangeClosed(0, 200).toArray()) {
      fix(times, second, 3);
    }
    assertThat(times.met()).isTrue();
    assertThat(times.stretches())
        .containsExactly(
            new TimeRange(SECOND, 88 * SECOND), new TimeRange(112 * SECOND, 199 * SECOND));
  }

  @Example
  void hidesTimesWithoutASureFix() throws IOException {
    VisibleTimes times = hiding(10);
    for (long second : LongStream.range(0, 40).toArray()) {
      fix(times, second, second < 10 || second > 30 ? 3 : 0);
    }
    assertThat(times.stretches())
        .containsExactly(
            new TimeRange(SECOND, 8 * SECOND), new TimeRange(32 * SECOND, 38 * SECOND));
    assertThat(times.met()).isFalse();
  }

  @Example
  void hidesPlacesThatAnUnsureFixTells() throws IOException {
    VisibleTimes times = hiding(10);
    fix(times, 100, 0);
    assertThat(times.met()).isTrue();
  }

  @Example
  void takesEveryStreamAtItsWord() throws IOException {
    VisibleTimes times = hiding(10);
    for (long second : LongStream.range(0, 50).toArray()) {
      fix(times, second, 3);
    }
    times.sample("pose", SensorKind.POSITION, 20 * SECOND, 6_378_137, 0, 1);
    assertThat(times.stretches())
        .containsExactly(
            new TimeRange(SECOND, 19 * SECOND), new TimeRange(21 * SECOND + 1, 48 * SECOND));
  }

  /** However seldom the fixes are, no moment inside the circle is visible. */
  @Property
  void neverShowsTheInside(
      @ForAll @IntRange(min = 1, max = 8) int every,
      @ForAll @DoubleRange(min = 1, max = 900) double metres)
      throws IOException {
    VisibleTimes times = hiding(metres);
    for (long second = 0; second <= 200; second += every) {
      fix(times, second, 3);
    }
    for (TimeRange range : times.stretches()) {
      for (long time = range.start(); time < range.end(); time += SECOND / 10) {
        double distance = Math.abs(time / (double) SECOND - 100) * 20;
        assertThat(distance).isGreaterThan(metres);
      }
    }
  }
}
