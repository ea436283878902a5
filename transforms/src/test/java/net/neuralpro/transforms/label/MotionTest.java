package net.neuralpro.transforms.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.EventType;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.operators.ParameterException;
import org.junit.jupiter.api.Test;

class MotionTest {
  private static final int ROWS = 200;
  private static final long STEP = 100_000_000;
  private static final double STEP_SECONDS = 0.1;

  @Property(tries = 50)
  void aLineIsItsOwnLocalLine(
      @ForAll @DoubleRange(min = -100, max = 100) double offset,
      @ForAll @DoubleRange(min = -100, max = 100) double slope) {
    Signal signal = signal(row -> offset + slope * row * STEP_SECONDS);

    LocalLine line = LocalLine.fit(times(), signal, 3 * STEP);

    for (int row = 0; row < ROWS; row++) {
      assertThat(line.value().values()[row]).isCloseTo(signal.values()[row], within(1e-8));
      assertThat(line.slope().values()[row]).isCloseTo(slope, within(1e-8));
    }
  }

  @Test
  void aLocalLineReachesOneRowToEitherSideThoughTheWindowIsShorter() {
    LocalLine line = LocalLine.fit(times(), signal(row -> row), 0);

    assertThat(Arrays.stream(line.slope().values()))
        .allSatisfy(slope -> assertThat(slope).isCloseTo(10, within(1e-9)));
  }

  @Test
  void aLocalLineOfOneRowHasAValueAndNoSlope() {
    LocalLine line =
        LocalLine.fit(new long[] {5}, new Signal(new double[] {7}, new boolean[] {true}), STEP);

    assertThat(line.value().values()).containsExactly(7);
    assertThat(line.slope().valid()).containsExactly(false);
  }

  @Test
  void takesTheCurvatureOfACircleFromWheelsAndGyroscopeHoweverTheSensorIsMounted()
      throws Exception {
    double[] up = {0.6, 0, 0.8};
    TimelineClip clip =
        clip(
            stream(SensorKind.WHEEL_SPEED, row -> 10),
            stream(SensorKind.ACCELEROMETER, row -> 9.81 * up[0], row -> 0, row -> 9.81 * up[2]),
            stream(SensorKind.GYROSCOPE, row -> 0.2 * up[0], row -> 0.05, row -> 0.2 * up[2]));

    Motion motion = Motion.of(clip, parameters());

    assertThat(motion.yawRate().values()[100]).isCloseTo(0.2, within(1e-12));
    assertThat(motion.curvature().values()[100]).isCloseTo(0.02, within(1e-12));
    assertThat(motion.acceleration().values()[100]).isCloseTo(0, within(1e-12));
  }

  @Test
  void takesSpeedAndYawRateOfACircleFromFixesThatTellNoSpeed() throws Exception {
    TimelineClip clip =
        clip(
            stream(
                SensorKind.GNSS,
                row -> 60 + StrictMath.toDegrees(50 * Math.sin(angle(row)) / 6_383_453),
                row -> 10 + StrictMath.toDegrees(50 * Math.cos(angle(row)) / 3_197_104),
                row -> Double.NaN,
                row -> Double.NaN,
                row -> Double.NaN,
                row -> 3,
                row -> 1));

    Motion motion = Motion.of(clip, parameters());

    assertThat(motion.speed().values()[100]).isCloseTo(10, within(0.1));
    assertThat(motion.yawRate().values()[100]).isCloseTo(0.2, within(0.005));
  }

  private static double angle(int row) {
    return 0.2 * row * STEP_SECONDS;
  }

  @Test
  void prefersTheFirstSourceThatCoversEnoughAndMasksTheRest() throws Exception {
    TimelineClip.Stream velocity = stream(SensorKind.VELOCITY, row -> 3, row -> 4, row -> 0);
    Arrays.fill(velocity.valid(), 50, ROWS, false);
    TimelineClip.Stream wheels = stream(SensorKind.WHEEL_SPEED, row -> -7);
    wheels.valid()[0] = false;

    Signal speed = Motion.of(clip(velocity, wheels), parameters()).speed();
    Signal alone = Motion.of(clip(velocity), parameters()).speed();

    assertThat(speed.values()[10]).isCloseTo(7, within(1e-12));
    assertThat(speed.valid()[0]).isFalse();
    assertThat(speed.values()[0]).isZero();
    assertThat(alone.validRows()).isEqualTo(50);
    assertThat(alone.values()[10]).isCloseTo(5, within(1e-12));
  }

  @Test
  void hasNothingToSayWithoutSensors() throws Exception {
    Motion motion = Motion.of(clip(), parameters());

    assertThat(motion.speed().validRows()).isZero();
    assertThat(motion.curvature().validRows()).isZero();
    assertThat(EventDetector.events(clip(), motion, parameters())).isEmpty();
  }

  @Test
  void findsAHardBrakeAStopAndAStart() throws Exception {
    TimelineClip clip =
        clip(
            stream(
                SensorKind.WHEEL_SPEED,
                row ->
                    row < 50
                        ? 12
                        : row < 80 ? 12 - (row - 50) * 0.4 : row < 120 ? 0 : (row - 120) * 0.1));

    List<Event> events = EventDetector.events(clip, Motion.of(clip, parameters()), parameters());

    assertThat(events)
        .extracting(Event::type, Event::clip)
        .containsExactly(
            tuple(EventType.HARD_BRAKE, 4), tuple(EventType.STOP, 4), tuple(EventType.START, 4));
    assertThat(events.get(0).start()).isBetween(48 * STEP, 51 * STEP);
    assertThat(events.get(0).end()).isBetween(79 * STEP, 82 * STEP);
    assertThat(events.get(1).start()).isBetween(79 * STEP, 81 * STEP);
    assertThat(events.get(1).end()).isBetween(122 * STEP, 125 * STEP);
    assertThat(events.get(2).end()).isBetween(135 * STEP, 137 * STEP);
  }

  @Test
  void makesOneStopOfASpeedThatCreepsAboutTheThreshold() throws Exception {
    TimelineClip clip = clip(stream(SensorKind.WHEEL_SPEED, row -> row / 10 % 2 == 0 ? 0.1 : 0.8));

    assertThat(EventDetector.events(clip, Motion.of(clip, parameters()), parameters()))
        .extracting(Event::type)
        .containsExactly(EventType.STOP);
  }

  @Test
  void tellsTurnsToTheLeftFromTurnsToTheRightAndFromChangesOfLane() throws Exception {
    TimelineClip clip =
        clip(
            stream(SensorKind.WHEEL_SPEED, row -> 8),
            stream(SensorKind.GRAVITY, row -> 0, row -> 1, row -> 0),
            stream(
                SensorKind.GYROSCOPE,
                row -> 0,
                row ->
                    row >= 20 && row < 50
                        ? -0.4
                        : row >= 100 && row < 140 ? 0.3 : row >= 160 && row < 170 ? 0.15 : 0,
                row -> 0));

    List<Event> events = EventDetector.events(clip, Motion.of(clip, parameters()), parameters());

    assertThat(events)
        .extracting(Event::type)
        .containsExactly(EventType.TURN_LEFT, EventType.TURN_RIGHT);
    assertThat(events.get(0).start()).isBetween(17 * STEP, 21 * STEP);
    assertThat(events.get(0).end()).isBetween(49 * STEP, 53 * STEP);
  }

  @Test
  void refusesASourceThatCannotTellAndThresholdsInTheWrongOrder() {
    ObjectNode sources = JsonNodeFactory.instance.objectNode();
    sources.putArray("speed_sources").add("gravity");
    assertThatThrownBy(() -> OperatorParameters.complete(new LabelOperator(), sources))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("Cannot use [gravity] for speed_sources");

    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("stop_speed", 5);
    assertThatThrownBy(() -> OperatorParameters.complete(new LabelOperator(), order))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("Cannot use stop_speed 5 with start_speed 1.5: it must not be more");
  }

  private static LabelParameters parameters() throws ParameterException {
    return OperatorParameters.complete(new LabelOperator(), JsonNodeFactory.instance.objectNode());
  }

  private static TimelineClip clip(TimelineClip.Stream... streams) {
    return new TimelineClip(4, times(), List.of(streams));
  }

  private static TimelineClip.Stream stream(SensorKind kind, IntToDoubleFunction... columns) {
    double[][] values = new double[columns.length][];
    for (int column = 0; column < columns.length; column++) {
      values[column] = signal(columns[column]).values();
    }
    return new TimelineClip.Stream(kind, values, signal(row -> 0).valid(), ROWS);
  }

  private static Signal signal(IntToDoubleFunction function) {
    Signal signal = Signal.absent(ROWS);
    Arrays.setAll(signal.values(), function);
    Arrays.fill(signal.valid(), true);
    return signal;
  }

  private static long[] times() {
    long[] times = new long[ROWS];
    Arrays.setAll(times, row -> row * STEP);
    return times;
  }
}
