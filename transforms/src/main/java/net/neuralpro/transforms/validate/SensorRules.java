package net.neuralpro.transforms.validate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;

/** Rules on one sensor stream. */
final class SensorRules {
  /** At most so much of a stream's samples may be out of order; those are left out. */
  private static final double TOLERATED_BACKWARDS = 0.01;

  /** What receivers that tell no precision are recorded with is at least this. */
  private static final double UNKNOWN_PRECISION = 99;

  private static final double LEAST_GRAVITY = 5;
  private static final double GREATEST_GRAVITY = 15;
  private static final long LONG_GAP = 2 * Nanos.PER_SECOND;

  private final RecordingDescription.Sensor sensor;
  private final String place;
  private final List<Finding> findings = new ArrayList<>();
  private long rows;
  private long absent;
  private long firstAbsent;
  private long outside;
  private String firstOutside = "";
  private double normSum;
  private long fixed;
  private final double[] precisions = new double[Batch.MAX_ROWS];
  private int precisionCount;

  private SensorRules(RecordingDescription.Sensor sensor) {
    this.sensor = sensor;
    place = "stream " + sensor.stream();
  }

  static List<Finding> findings(
      String stream,
      RecordingDescription recording,
      TableReader table,
      Optional<FrameRules.Span> frames,
      ValidateParameters parameters)
      throws IOException {
    Optional<RecordingDescription.Sensor> described =
        recording.sensors().stream().filter(each -> each.stream().equals(stream)).findFirst();
    if (described.isEmpty()) {
      return List.of();
    }
    SensorRules rules = new SensorRules(described.get());
    for (Optional<Batch> batch = table.next(); batch.isPresent(); batch = table.next()) {
      rules.see(batch.get());
    }
    rules.judgeValues();
    rules.judgeTimes(frames, parameters);
    if (described.get().kind() == SensorKind.GNSS) {
      rules.judgeFixes(parameters);
    }
    return rules.findings;
  }

  private void see(Batch batch) {
    List<String> columns = sensor.kind().columns();
    double[][] values = new double[columns.size()][];
    for (int column = 0; column < values.length; column++) {
      values[column] = batch.doubles(columns.get(column));
    }
    for (int row = 0; row < batch.rows(); row++) {
      double squares = 0;
      for (int column = 0; column < values.length; column++) {
        double value = values[column][row];
        squares += value * value;
        check(columns.get(column), value);
      }
      if (!Double.isNaN(squares)) {
        normSum += Math.sqrt(squares);
      }
      if (sensor.kind() == SensorKind.GNSS) {
        seeFix(batch, row);
      }
      rows++;
    }
  }

  private void check(String column, double value) {
    if (sensor.absentColumns().contains(column)) {
      return;
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      firstAbsent = absent == 0 ? rows : firstAbsent;
      absent++;
    } else if (Math.abs(value) > SensorLimits.of(sensor.kind(), column)) {
      if (outside == 0) {
        firstOutside = String.format(Locale.ROOT, "%s = %s in row %d", column, value, rows);
      }
      outside++;
    }
  }

  private void seeFix(Batch batch, int row) {
    double fix = batch.doubles("fix")[row];
    double precision = batch.doubles("precision")[row];
    if (fix >= 2 || Double.isNaN(fix)) {
      fixed++;
    }
    if (precisionCount < precisions.length && precision < UNKNOWN_PRECISION) {
      precisions[precisionCount++] = precision;
    }
  }

  private void judgeValues() {
    if (absent > 0) {
      findings.add(
          Finding.error(
              "SENSOR-NAN", place + ", row " + firstAbsent, absent + " values are not numbers."));
    }
    if (outside > 0) {
      findings.add(
          Finding.error(
              "SENSOR-RANGE",
              place,
              outside + " values are beyond what it can measure, the first: " + firstOutside));
    }
    double norm = normSum / Math.max(1, rows);
    if (sensor.kind() == SensorKind.ACCELEROMETER
        && rows > 0
        && (norm < LEAST_GRAVITY || norm > GREATEST_GRAVITY)) {
      findings.add(
          Finding.warning(
              "SENSOR-UNIT",
              place,
              String.format(
                  Locale.ROOT,
                  "The mean specific force is %.2f m/s2 where gravity alone is 9.81; perhaps the"
                      + " values are in another unit, or without gravity.",
                  norm)));
    }
  }

  private void judgeTimes(Optional<FrameRules.Span> frames, ValidateParameters parameters) {
    if (sensor.backwards() > 0) {
      String evidence =
          sensor.backwards() + " of " + sensor.samples() + " samples are not later than before.";
      findings.add(
          sensor.backwards() > sensor.samples() * TOLERATED_BACKWARDS
              ? Finding.error("SENSOR-TIME-ORDER", place, evidence)
              : Finding.warning("SENSOR-TIME-ORDER", place, evidence));
    }
    sensor
        .longestGap()
        .filter(gap -> gap > LONG_GAP)
        .ifPresent(
            gap ->
                findings.add(
                    Finding.warning(
                        "SENSOR-GAP",
                        place,
                        Nanos.seconds(gap) + " s without a sample; rows there have no value.")));
    if (frames.isEmpty() || sensor.firstTime().isEmpty() || sensor.lastTime().isEmpty()) {
      return;
    }
    long from = Math.max(frames.get().range().start(), sensor.firstTime().get());
    long to = Math.min(frames.get().range().end(), sensor.lastTime().get() + 1);
    double covered = Math.max(0, (double) (to - from) / frames.get().range().length());
    if (covered < parameters.coverage().doubleValue()) {
      findings.add(
          Finding.warning(
              "SENSOR-COVERAGE",
              place,
              String.format(
                  Locale.ROOT,
                  "It covers %.0f %% of the frames' time; rows beyond have no value.",
                  covered * 100)));
    }
  }

  private void judgeFixes(ValidateParameters parameters) {
    if (rows > 0
        && !sensor.absentColumns().contains("fix")
        && BigDecimal.valueOf(fixed)
                .compareTo(parameters.fixes().multiply(BigDecimal.valueOf(rows)))
            < 0) {
      findings.add(
          Finding.warning(
              "GNSS-FIX", place, "Only " + fixed + " of " + rows + " samples have a fix."));
    }
    if (precisionCount > 0 && !sensor.absentColumns().contains("precision")) {
      double[] sorted = Arrays.copyOf(precisions, precisionCount);
      Arrays.sort(sorted);
      double median = sorted[precisionCount / 2];
      if (median > parameters.precision().doubleValue()) {
        findings.add(
            Finding.warning(
                "GNSS-PRECISION",
                place,
                String.format(Locale.ROOT, "The median dilution of precision is %.1f.", median)));
      }
    }
  }
}
