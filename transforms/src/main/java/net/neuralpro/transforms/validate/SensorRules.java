package net.neuralpro.transforms.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.schemas.time.TimeRange;

/** Rules on one sensor stream. */
final class SensorRules {
  /** At most so much of a stream's samples may be unusable; those are left out. */
  private static final double TOLERATED = 0.01;

  /** The least that is a gap, and in intervals of a slower stream. */
  private static final long LONG_GAP = 2 * Nanos.PER_SECOND;

  private static final int LONG_GAP_INTERVALS = 5;

  private final RecordingDescription.Sensor sensor;
  private final String place;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> columns;
  private long rows;
  private long absent;
  private long firstAbsent;
  private long outside;
  private String firstOutside = "";
  private double lengthSum;
  private long lengths;

  private SensorRules(RecordingDescription.Sensor sensor) {
    this.sensor = sensor;
    place = "stream " + sensor.stream();
    columns =
        sensor.kind().columns().stream()
            .filter(column -> !sensor.absentColumns().contains(column))
            .toList();
  }

  static List<Finding> findings(
      RecordingDescription.Sensor sensor,
      TableReader table,
      Optional<TimeRange> frames,
      ValidateParameters parameters)
      throws IOException {
    SensorRules rules = new SensorRules(sensor);
    GnssRules gnss = new GnssRules(sensor, parameters);
    for (Optional<Batch> batch = table.next(); batch.isPresent(); batch = table.next()) {
      rules.see(batch.get());
      if (sensor.kind() == SensorKind.GNSS) {
        gnss.see(batch.get());
      }
    }
    rules.judgeValues();
    rules.judgeTimes();
    frames.ifPresent(range -> rules.judgeCoverage(range, parameters));
    rules.findings.addAll(gnss.findings());
    return rules.findings;
  }

  private void see(Batch batch) {
    List<double[]> values = columns.stream().map(batch::doubles).toList();
    for (int row = 0; row < batch.rows(); row++) {
      double squares = 0;
      boolean complete = columns.size() == sensor.kind().columns().size();
      for (int column = 0; column < values.size(); column++) {
        double value = values.get(column)[row];
        squares += value * value;
        complete &= Double.isFinite(value);
        check(columns.get(column), value);
      }
      if (complete) {
        lengthSum += Math.sqrt(squares);
        lengths++;
      }
      rows++;
    }
  }

  private void check(String column, double value) {
    if (!Double.isFinite(value)) {
      firstAbsent = absent == 0 ? rows : firstAbsent;
      absent++;
    } else if (Math.abs(value) > SensorLimits.magnitude(sensor.kind(), column)) {
      if (outside == 0) {
        firstOutside = String.format(Locale.ROOT, "%s = %s in row %d", column, value, rows);
      }
      outside++;
    }
  }

  private void judgeValues() {
    if (absent > 0) {
      findings.add(
          graded(
              "SENSOR-NAN",
              place + ", row " + firstAbsent,
              (double) absent / columns.size() / rows,
              absent + " values are not numbers; samples with one are left out."));
    }
    if (outside > 0) {
      findings.add(
          Finding.error(
              "SENSOR-RANGE",
              place,
              outside + " values are beyond what it can measure, the first: " + firstOutside));
    }
    double mean = lengthSum / Math.max(1, lengths);
    SensorLimits.length(sensor.kind())
        .filter(length -> lengths > 0 && (mean < length.least() || mean > length.most()))
        .ifPresent(
            length ->
                findings.add(
                    Finding.warning(
                        "SENSOR-UNIT",
                        place,
                        String.format(
                            Locale.ROOT,
                            "The mean length of its samples is %.2f %s where %s.",
                            mean,
                            sensor.kind().unit(),
                            length.otherwise()))));
  }

  private static Finding graded(String rule, String place, double share, String evidence) {
    return share > TOLERATED
        ? Finding.error(rule, place, evidence)
        : Finding.warning(rule, place, evidence);
  }

  private void judgeTimes() {
    if (sensor.backwards() > 0) {
      findings.add(
          graded(
              "SENSOR-TIME-ORDER",
              place,
              (double) sensor.backwards() / sensor.samples(),
              sensor.backwards()
                  + " of "
                  + sensor.samples()
                  + " samples are not later than the one before."));
    }
    double interval =
        sensor
            .rate()
            .filter(rate -> rate.signum() > 0)
            .map(rate -> Nanos.PER_SECOND / rate.doubleValue())
            .orElse(0.0);
    double tolerated = Math.max(LONG_GAP, LONG_GAP_INTERVALS * interval);
    sensor
        .longestGap()
        .filter(gap -> gap > tolerated)
        .ifPresent(
            gap ->
                findings.add(
                    Finding.warning(
                        "SENSOR-GAP",
                        place,
                        Nanos.seconds(gap) + " s without a sample; rows there have no value.")));
  }

  private void judgeCoverage(TimeRange frames, ValidateParameters parameters) {
    if (sensor.firstTime().isEmpty() || sensor.lastTime().isEmpty()) {
      return;
    }
    long from = Math.max(frames.start(), sensor.firstTime().get());
    long to = Math.min(frames.end(), sensor.lastTime().get() + 1);
    double covered = Math.max(0, (double) (to - from) / frames.length());
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
}
