package net.neuralpro.transforms.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;
import net.neuralpro.transforms.tables.MemoryTable;
import org.junit.jupiter.api.Test;

class SensorRulesTest {
  private static final long STEP = Nanos.PER_SECOND / 10;

  private SensorKind kind = SensorKind.ACCELEROMETER;
  private MemoryTable table = new MemoryTable(kind.schema());
  private int samples;
  private long backwards;
  private Optional<Long> longestGap = Optional.of(STEP);
  private Optional<TimeRange> frames = Optional.empty();

  private void measure(SensorKind other) {
    kind = other;
    table = new MemoryTable(kind.schema());
  }

  private void sample(double... values) {
    table.row(Stream.concat(Stream.of(samples * STEP), DoubleStream.of(values).boxed()).toArray());
    samples++;
  }

  private void samples(int count, double... values) {
    for (int sample = 0; sample < count; sample++) {
      sample(values);
    }
  }

  private List<String> findings(String... absent) throws IOException {
    RecordingDescription.Sensor sensor =
        new RecordingDescription.Sensor(
            "s",
            kind,
            "log.csv",
            samples,
            Optional.of(BigDecimal.TEN),
            Optional.of(0L),
            Optional.of((samples - 1) * STEP),
            longestGap,
            backwards,
            Arrays.asList(absent));
    return SensorRules.findings(sensor, table.reader(), frames, Parameters.STANDARD).stream()
        .map(Finding::toString)
        .toList();
  }

  @Test
  void findsNothingInWhatASensorAtRestShows() throws IOException {
    samples(100, 0.1, -0.2, 9.8);

    assertThat(findings()).isEmpty();
  }

  @Test
  void suspectsTheUnitOfAccelerationsInStandardGravities() throws IOException {
    samples(100, 0, 0, 1);

    assertThat(findings())
        .containsExactly(
            "WARNING SENSOR-UNIT at stream s: The mean length of its samples is 1.00 m/s2 where"
                + " gravity alone is 9.81; perhaps the values are in another unit, or without"
                + " gravity.");
  }

  @Test
  void suspectsTheUnitOfRatesInDegrees() throws IOException {
    measure(SensorKind.GYROSCOPE);
    samples(100, 20, 0, 0);

    assertThat(findings())
        .singleElement()
        .asString()
        .startsWith(
            "WARNING SENSOR-UNIT at stream s: The mean length of its samples is 20.00 rad/s");
  }

  @Test
  void suspectsQuaternionsThatAreNone() throws IOException {
    measure(SensorKind.CAMERA_ORIENTATION);
    samples(100, 0.5, 0, 0, 0);

    assertThat(findings())
        .singleElement()
        .asString()
        .contains("SENSOR-UNIT", "0.50 1 where it must be 1");
  }

  @Test
  void warnsOfFewValuesThatAreNoNumbers() throws IOException {
    samples(200, 0, 0, 9.8);
    sample(0, Double.NaN, 9.8);

    assertThat(findings())
        .containsExactly(
            "WARNING SENSOR-NAN at stream s, row 200: 1 values are not numbers; samples with one"
                + " are left out.");
  }

  @Test
  void rejectsManyValuesThatAreNoNumbers() throws IOException {
    samples(20, 0, 0, 9.8);
    sample(Double.POSITIVE_INFINITY, Double.NaN, 9.8);

    assertThat(findings())
        .containsExactly(
            "ERROR SENSOR-NAN at stream s, row 20: 2 values are not numbers; samples with one are"
                + " left out.");
  }

  @Test
  void rejectsWhatNoSuchSensorMeasures() throws IOException {
    samples(200, 0, 0, 9.8);
    sample(0, -1000, 0);

    assertThat(findings())
        .containsExactly(
            "ERROR SENSOR-RANGE at stream s: 1 values are beyond what it can measure, the first: y"
                + " = -1000.0 in row 200");
  }

  @Test
  void gradesSamplesThatGoBackInTime() throws IOException {
    samples(200, 0, 0, 9.8);
    backwards = 1;
    assertThat(findings())
        .containsExactly(
            "WARNING SENSOR-TIME-ORDER at stream s: 1 of 200 samples are not later than the one"
                + " before.");

    backwards = 20;
    assertThat(findings()).singleElement().asString().startsWith("ERROR SENSOR-TIME-ORDER");
  }

  @Test
  void namesGapsAndWhatIsNotCovered() throws IOException {
    samples(100, 0, 0, 9.8);
    longestGap = Optional.of(3 * Nanos.PER_SECOND);
    frames = Optional.of(new TimeRange(0, 20 * Nanos.PER_SECOND));

    assertThat(findings())
        .containsExactly(
            "WARNING SENSOR-GAP at stream s: 3.000 s without a sample; rows there have no value.",
            "WARNING SENSOR-COVERAGE at stream s: It covers 50 % of the frames' time; rows beyond"
                + " have no value.");
  }

  private void fix(double latitude, double longitude, double fix, double precision) {
    sample(latitude, longitude, 100, 10, 10, fix, precision);
  }

  @Test
  void findsNothingInGoodFixes() throws IOException {
    measure(SensorKind.GNSS);
    for (int sample = 0; sample < 100; sample++) {
      fix(47 + sample * 1e-5, 8, 3, 1.5);
    }

    assertThat(findings()).isEmpty();
  }

  @Test
  void countsFixesAndTheirPrecision() throws IOException {
    measure(SensorKind.GNSS);
    for (int sample = 0; sample < 100; sample++) {
      fix(47, 8, sample < 30 ? 3 : 0, sample < 30 ? 12.3 : 99.99);
    }

    assertThat(findings())
        .containsExactly(
            "WARNING GNSS-FIX at stream s: Only 30 of 100 samples have a fix.",
            "WARNING GNSS-PRECISION at stream s: The median dilution of precision is 12.3.");
  }

  @Test
  void doesNotJudgeWhatTheReceiverDoesNotTell() throws IOException {
    measure(SensorKind.GNSS);
    for (int sample = 0; sample < 100; sample++) {
      fix(47, 8, 0, 0);
    }

    assertThat(findings("fix", "precision")).isEmpty();
  }

  @Test
  void findsJumps() throws IOException {
    measure(SensorKind.GNSS);
    fix(47, 8, 3, 1);
    fix(47.01, 8, 3, 1);
    fix(47.01, 8, 3, 1);

    assertThat(findings())
        .containsExactly(
            "WARNING GNSS-JUMP at stream s: 1 times it moves faster than 300 m/s, first 1112 m in"
                + " 0.100 s at 0.100 s.");
  }

  @Test
  void doesNotTakeTheZeroOfAMissingFixForAJump() throws IOException {
    measure(SensorKind.GNSS);
    fix(47, 8, 3, 1);
    fix(0, 0, 0, 99.99);
    fix(47, 8, 3, 1);

    assertThat(findings()).isEmpty();
  }

  @Property(tries = 50)
  void doesNotTakeTheDateLineForAJump(@ForAll @DoubleRange(min = -60, max = 60) double latitude)
      throws IOException {
    measure(SensorKind.GNSS);
    samples = 0;
    fix(latitude, 179.99999, 3, 1);
    fix(latitude, -179.99999, 3, 1);

    assertThat(findings()).isEmpty();
  }
}
