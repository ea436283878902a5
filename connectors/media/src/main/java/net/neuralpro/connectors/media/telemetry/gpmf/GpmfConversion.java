package net.neuralpro.connectors.media.telemetry.gpmf;

import java.util.OptionalInt;

/** Turns the samples of one stream in one payload into the columns of its sensor kind. */
final class GpmfConversion {
  private static final double STANDARD_GRAVITY = 9.80665;
  private static final double UNKNOWN_PRECISION = 99.99;

  private final GpmfSensor sensor;
  private final GpmfStream stream;
  private final GpmfSamples samples;
  private final GpmfAxes axes;
  private final double factor;
  private final OptionalInt droneFix;

  /**
   * @param device the name of the device, which decides on axes that the stream does not declare
   * @param droneFix the fix that the drone's receiver reported last
   * @throws IllegalArgumentException if units, axes or width are not those of the sensor
   */
  GpmfConversion(
      GpmfSensor sensor,
      GpmfStream stream,
      GpmfSamples samples,
      String device,
      OptionalInt droneFix) {
    if (samples.width() < sensor.leastWidth()) {
      throw new IllegalArgumentException(
          "%s has %d fields of %d".formatted(sensor, samples.width(), sensor.leastWidth()));
    }
    this.sensor = sensor;
    this.stream = stream;
    this.samples = samples;
    this.droneFix = droneFix;
    this.factor = factor(sensor, stream.unit());
    this.axes =
        GpmfAxes.of(stream.axes().isEmpty() ? GpmfAxes.standard(sensor, device) : stream.axes());
  }

  private static double factor(GpmfSensor sensor, String unit) {
    return switch (sensor) {
      case ACCL ->
          switch (unit) {
            case "m/s²", "" -> 1;
            case "g" -> STANDARD_GRAVITY;
            default -> throw unknownUnit(sensor, unit);
          };
      case GYRO ->
          switch (unit) {
            case "rad/s", "" -> 1;
            case "deg/s", "°/s" -> Math.PI / 180;
            default -> throw unknownUnit(sensor, unit);
          };
      case MAGN ->
          switch (unit) {
            case "µT", "uT", "" -> 1;
            case "mT" -> 1e3;
            case "T" -> 1e6;
            default -> throw unknownUnit(sensor, unit);
          };
      default -> 1;
    };
  }

  private static IllegalArgumentException unknownUnit(GpmfSensor sensor, String unit) {
    return new IllegalArgumentException(sensor + " is in unit '" + unit + "', which is not known");
  }

  /** Fills the columns of the sensor's kind from a sample. */
  void apply(int row, double[] target) {
    switch (sensor) {
      case ACCL, GYRO, MAGN, GRAV -> axes.apply(samples, row, factor, target);
      case CORI, IORI -> copy(row, 0, 4, target);
      case ATTD -> copy(row, 1, 3, target);
      case GPS5 -> {
        copy(row, 0, 5, target);
        target[5] = stream.fix().orElse(0);
        target[6] = stream.precision().orElse(9999) / 100.0;
      }
      case GPS9 -> {
        copy(row, 0, 5, target);
        target[5] = samples.at(row, 8);
        target[6] = samples.at(row, 7);
      }
      case GLPI -> position(row, target);
      case GPRI -> receiver(row, target);
      case SYST -> {}
    }
  }

  private void copy(int row, int from, int count, double[] target) {
    for (int index = 0; index < count; index++) {
      target[index] = samples.at(row, from + index);
    }
  }

  /** Time, latitude, longitude, altitude, height, velocity north, east, down, heading. */
  private void position(int row, double[] target) {
    copy(row, 1, 3, target);
    double north = samples.at(row, 5);
    double east = samples.at(row, 6);
    double down = samples.at(row, 7);
    target[3] = Math.sqrt(north * north + east * east);
    target[4] = Math.sqrt(north * north + east * east + down * down);
    target[5] = droneFix.orElse(0);
    target[6] = UNKNOWN_PRECISION;
  }

  /**
   * Time, latitude, longitude, altitude, errors in metres across and up, speed over ground, course,
   * fix, satellites. The vertical speed is not among them, nor a dilution of precision.
   */
  private void receiver(int row, double[] target) {
    copy(row, 1, 3, target);
    target[3] = samples.at(row, 6);
    target[4] = Double.NaN;
    target[5] = fix(row);
    target[6] = UNKNOWN_PRECISION;
  }

  /** MAVLink's fix types above 3 are kinds of 3-D fixes, those below 2 are none. */
  private double fix(int row) {
    double type = samples.at(row, 8);
    return type < 2 ? 0 : Math.min(type, 3);
  }

  /** The fix of the last sample of a receiver's stream. */
  OptionalInt lastFix() {
    return sensor == GpmfSensor.GPRI && samples.rows() > 0
        ? OptionalInt.of((int) fix(samples.rows() - 1))
        : droneFix;
  }
}
