package net.neuralpro.transforms.validate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.time.Nanos;

/** Rules on satellite fixes: how many there are, how good, and whether they jump. */
final class GnssRules {
  /** Metres in a degree of latitude, the mean of WGS 84. */
  private static final double METRES_PER_DEGREE = 111_195;

  /** A shorter way between two fixes is no jump, however short the time: it is their noise. */
  private static final double NOISE = 100;

  /** Two dimensions. */
  private static final double LEAST_FIX = 2;

  /** Dilutions are counted to a tenth; from here on they stand for "unknown". */
  private static final int UNKNOWN_TENTHS = 990;

  private final RecordingDescription.Sensor sensor;
  private final ValidateParameters parameters;
  private final boolean tellsFix;
  private final boolean tellsPrecision;
  private final long[] dilutions = new long[UNKNOWN_TENTHS];
  private long rows;
  private long fixes;
  private long diluted;
  private long jumps;
  private String firstJump = "";
  private boolean hasPrevious;
  private long time;
  private double latitude;
  private double longitude;

  GnssRules(RecordingDescription.Sensor sensor, ValidateParameters parameters) {
    this.sensor = sensor;
    this.parameters = parameters;
    tellsFix = !sensor.absentColumns().contains("fix");
    tellsPrecision = !sensor.absentColumns().contains("precision");
  }

  void see(Batch batch) {
    long[] times = batch.longs(SensorKind.TIME);
    double[] fix = batch.doubles("fix");
    double[] precision = batch.doubles("precision");
    double[] latitudes = batch.doubles("latitude");
    double[] longitudes = batch.doubles("longitude");
    for (int row = 0; row < batch.rows(); row++) {
      rows++;
      if (tellsFix && !(fix[row] >= LEAST_FIX)) {
        continue;
      }
      fixes++;
      int tenths = (int) Math.round(precision[row] * 10);
      if (tellsPrecision && precision[row] >= 0 && tenths < UNKNOWN_TENTHS) {
        dilutions[tenths]++;
        diluted++;
      }
      move(times[row], latitudes[row], longitudes[row]);
    }
  }

  private void move(long now, double north, double east) {
    if (hasPrevious && now > time) {
      double metres = distance(north, east);
      double seconds = (double) (now - time) / Nanos.PER_SECOND;
      if (metres > NOISE && metres > parameters.speed() * seconds) {
        if (jumps == 0) {
          firstJump =
              String.format(
                  Locale.ROOT, "%.0f m in %.3f s at %s s", metres, seconds, Nanos.seconds(now));
        }
        jumps++;
      }
    }
    hasPrevious = true;
    time = now;
    latitude = north;
    longitude = east;
  }

  /** The way from the last position, on a sphere that is flat there. */
  private double distance(double north, double east) {
    double turn = Math.abs(east - longitude);
    double alongParallel =
        Math.min(turn, 360 - turn) * StrictMath.cos(Math.toRadians((north + latitude) / 2));
    double alongMeridian = north - latitude;
    return METRES_PER_DEGREE
        * Math.sqrt(alongParallel * alongParallel + alongMeridian * alongMeridian);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    String place = "stream " + sensor.stream();
    BigDecimal needed = parameters.fixes().multiply(BigDecimal.valueOf(rows));
    if (BigDecimal.valueOf(fixes).compareTo(needed) < 0) {
      findings.add(
          Finding.warning(
              "GNSS-FIX", place, "Only " + fixes + " of " + rows + " samples have a fix."));
    }
    double median = medianDilution();
    if (median > parameters.precision().doubleValue()) {
      findings.add(
          Finding.warning(
              "GNSS-PRECISION",
              place,
              String.format(Locale.ROOT, "The median dilution of precision is %.1f.", median)));
    }
    if (jumps > 0) {
      findings.add(
          Finding.warning(
              "GNSS-JUMP",
              place,
              "%d times it moves faster than %d m/s, first %s."
                  .formatted(jumps, parameters.speed(), firstJump)));
    }
    return findings;
  }

  private double medianDilution() {
    long seen = 0;
    for (int tenths = 0; tenths < dilutions.length; tenths++) {
      seen += dilutions[tenths];
      if (diluted > 0 && 2 * seen >= diluted) {
        return tenths / 10.0;
      }
    }
    return 0;
  }
}
