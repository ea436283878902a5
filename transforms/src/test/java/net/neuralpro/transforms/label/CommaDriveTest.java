package net.neuralpro.transforms.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.segment.GridTable;
import net.neuralpro.transforms.tables.MemoryTable;
import net.neuralpro.transforms.tables.NumpyArray;
import net.neuralpro.transforms.tables.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A minute of real driving, on which the sensors must agree with each other. */
class CommaDriveTest {
  private static final long TOLERANCE = 250_000_000;

  private static TimelineClip drive;

  @BeforeAll
  static void align() throws IOException {
    Path folder = SharedData.require("sensors/comma2k19");
    Path log = folder.resolve("processed_log");
    NumpyArray frames = NumpyArray.read(folder.resolve("global_pose/frame_times"));
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    for (int row = 0; row < frames.rows(); row++) {
      long time = nanos(frames.at(row, 0));
      grid.row((long) row, (long) row, time, row * 50_000_000L, 0, true);
    }
    TreeMap<String, TableReader> series = new TreeMap<>();
    Path pose = folder.resolve("global_pose");
    series.put("position", pose(SensorKind.POSITION, frames, pose.resolve("frame_positions")));
    series.put("velocity", pose(SensorKind.VELOCITY, frames, pose.resolve("frame_velocities")));
    series.put(
        "orientation", pose(SensorKind.ORIENTATION, frames, pose.resolve("frame_orientations")));
    series.put("wheel_speed", series(SensorKind.WHEEL_SPEED, log.resolve("CAN/speed"), 0));
    series.put(
        "steering_angle", series(SensorKind.STEERING_ANGLE, log.resolve("CAN/steering_angle"), 0));
    series.put("gyroscope", series(SensorKind.GYROSCOPE, log.resolve("IMU/gyro"), 0, 1, 2));
    series.put(
        "accelerometer",
        series(SensorKind.ACCELEROMETER, log.resolve("IMU/accelerometer"), 0, 1, 2));
    series.put("gnss", gnss(log.resolve("GNSS/live_gnss_ublox")));
    Clips clips =
        new Clips(
            List.of(new Clip(0, 0, 0, frames.rows(), nanos(frames.at(0, 0)), Long.MAX_VALUE)));
    TimelineMerge merge = new TimelineMerge(series, kind -> TOLERANCE);
    MemoryTable timeline = new MemoryTable(merge.schema());
    assertThat(merge.merge(grid.reader(), clips, timeline)).isEmpty();
    drive = new TimelineClips(timeline.reader(() -> 100)).next().orElseThrow();
  }

  @Test
  void wheelsSatellitesAndPosesAgreeOnTheSpeed() {
    Signal wheels = speed(SensorKind.WHEEL_SPEED);

    assertThat(error(speed(SensorKind.GNSS), wheels)).isLessThan(0.20);
    assertThat(error(speed(SensorKind.VELOCITY), wheels)).isLessThan(0.16);
    assertThat(error(speed(SensorKind.POSITION), wheels)).isLessThan(0.16);
    assertThat(error(speed(SensorKind.VELOCITY), speed(SensorKind.POSITION))).isLessThan(0.005);
    assertThat(correlation(speed(SensorKind.GNSS), wheels)).isGreaterThan(0.998);
  }

  @Test
  void aTrackThatIsReversedInTimeDoesNotAgree() {
    Signal gnss = speed(SensorKind.GNSS);
    double[] reversed = new double[gnss.rows()];
    Arrays.setAll(reversed, row -> gnss.values()[gnss.rows() - 1 - row]);

    assertThat(error(new Signal(reversed, gnss.valid()), speed(SensorKind.WHEEL_SPEED)))
        .isGreaterThan(2.5);
  }

  @Test
  void posesGyroscopeAndCourseAgreeOnTheYawRateWithLeftPositive() {
    Signal poses = yawRate(SensorKind.ORIENTATION);
    Signal gyroscope = yawRate(SensorKind.GYROSCOPE);
    Signal steering = drive.stream(SensorKind.STEERING_ANGLE).orElseThrow().signal("value");

    assertThat(error(poses, gyroscope)).isLessThan(0.002);
    assertThat(correlation(poses, gyroscope)).isGreaterThan(0.94);
    assertThat(correlation(poses, steering)).isGreaterThan(0.8);
    assertThat(error(poses, yawRate(SensorKind.GNSS))).isLessThan(0.005);
  }

  @Test
  void labelsEveryRowOfTheDriveWhichHasNoEvents() throws Exception {
    LabelParameters parameters =
        OperatorParameters.complete(new LabelOperator(), JsonNodeFactory.instance.objectNode());

    Motion motion = Motion.of(drive, parameters);

    assertThat(motion.speed().validRows()).isEqualTo(1200);
    assertThat(motion.acceleration().validRows()).isEqualTo(1200);
    assertThat(motion.curvature().validRows()).isEqualTo(1200);
    assertThat(Arrays.stream(motion.speed().values()))
        .allSatisfy(speed -> assertThat(speed).isBetween(7.9, 20.1));
    assertThat(EventDetector.events(drive, motion, parameters)).isEmpty();
  }

  private static Signal speed(SensorKind kind) {
    return LocalLine.fit(drive.times(), SpeedEstimate.of(kind, drive).orElseThrow(), 250_000_000)
        .value();
  }

  private static Signal yawRate(SensorKind kind) {
    return new YawRateEstimate(drive, 250_000_000, 2).of(kind).orElseThrow();
  }

  /** The root of the mean of the squared differences. */
  private static double error(Signal left, Signal right) {
    double squares = 0;
    int count = 0;
    for (int row = 0; row < left.rows(); row++) {
      if (left.valid()[row] && right.valid()[row]) {
        double difference = left.values()[row] - right.values()[row];
        squares += difference * difference;
        count++;
      }
    }
    return Math.sqrt(squares / count);
  }

  private static double correlation(Signal left, Signal right) {
    double leftMean = Arrays.stream(left.values()).average().orElseThrow();
    double rightMean = Arrays.stream(right.values()).average().orElseThrow();
    double leftSquares = 0;
    double rightSquares = 0;
    double products = 0;
    for (int row = 0; row < left.rows(); row++) {
      double leftAway = left.values()[row] - leftMean;
      double rightAway = right.values()[row] - rightMean;
      leftSquares += leftAway * leftAway;
      rightSquares += rightAway * rightAway;
      products += leftAway * rightAway;
    }
    return products / Math.sqrt(leftSquares * rightSquares);
  }

  private static TableReader pose(SensorKind kind, NumpyArray times, Path values)
      throws IOException {
    int[] columns = new int[kind.columns().size()];
    Arrays.setAll(columns, column -> column);
    return table(kind, times, NumpyArray.read(values), columns).reader();
  }

  private static TableReader series(SensorKind kind, Path folder, int... columns)
      throws IOException {
    return table(
            kind,
            NumpyArray.read(folder.resolve("t")),
            NumpyArray.read(folder.resolve("value")),
            columns)
        .reader();
  }

  private static MemoryTable table(
      SensorKind kind, NumpyArray times, NumpyArray values, int... columns) {
    MemoryTable table = new MemoryTable(kind.schema());
    for (int row = 0; row < times.rows(); row++) {
      List<Object> sample = new ArrayList<>(List.of(nanos(times.at(row, 0))));
      for (int column : columns) {
        sample.add(values.at(row, column));
      }
      table.row(sample.toArray());
    }
    return table;
  }

  /** Columns there: latitude, longitude, speed, UTC, altitude, bearing. */
  private static TableReader gnss(Path folder) throws IOException {
    NumpyArray times = NumpyArray.read(folder.resolve("t"));
    NumpyArray values = NumpyArray.read(folder.resolve("value"));
    MemoryTable table = new MemoryTable(SensorKind.GNSS.schema());
    for (int row = 0; row < times.rows(); row++) {
      double speed = values.at(row, 2);
      table.row(
          nanos(times.at(row, 0)),
          values.at(row, 0),
          values.at(row, 1),
          values.at(row, 4),
          speed,
          speed,
          3.0,
          99.99);
    }
    return table.reader();
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
