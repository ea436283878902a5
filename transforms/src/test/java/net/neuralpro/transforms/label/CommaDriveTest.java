package net.neuralpro.transforms.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.comma2k19.Comma2k19Segment;
import net.neuralpro.connectors.media.files.LocalFileSet;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.operators.OperatorParameters;
import net.neuralpro.transforms.segment.GridTable;
import net.neuralpro.transforms.tables.MemoryTable;
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
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      paths
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString(), file));
    }
    TreeMap<String, MemoryTable> tables = new TreeMap<>();
    MemoryTable grid = new MemoryTable(GridTable.SCHEMA);
    Comma2k19Segment.read(
        new LocalFileSet(files),
        "",
        path -> new Tables(tables),
        frame -> {
          long row = grid.rows().size();
          grid.row(row, row, frame.timeNanos(), row * 50_000_000, 0, true);
        });
    TreeMap<String, TableReader> series = new TreeMap<>();
    tables.forEach((stream, table) -> series.put(stream, table.reader()));
    TimelineMerge merge = new TimelineMerge(series, kind -> TOLERANCE);
    MemoryTable timeline = new MemoryTable(merge.schema());
    Clips clips = new Clips(List.of(new Clip(0, 0, 0, grid.rows().size(), 0, Long.MAX_VALUE)));
    assertThat(merge.merge(grid.reader(), clips, timeline)).isEmpty();
    drive = new TimelineClips(timeline.reader(() -> 100)).next().orElseThrow();
  }

  private record Tables(TreeMap<String, MemoryTable> tables) implements SampleSink {
    @Override
    public void sample(String stream, SensorKind kind, long timeNanos, double... values) {
      List<Object> row = new ArrayList<>(List.of(timeNanos));
      Arrays.stream(values).forEach(row::add);
      tables.computeIfAbsent(stream, name -> new MemoryTable(kind.schema())).row(row.toArray());
    }

    @Override
    public void finding(Finding finding) {}
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
}
