package net.neuralpro.connectors.media.comma2k19;

import java.util.List;
import net.neuralpro.schemas.recording.SensorKind;

/**
 * One of the logs of a segment.
 *
 * @param stream the name of the stream that it makes, that of its folder
 * @param folders where it may be, as the example segment and as the README name it
 * @param kind what it measures
 * @param columns how many columns its values have
 * @param conversion how its values become those of the kind
 */
record LoggedStream(
    String stream, List<String> folders, SensorKind kind, int columns, Conversion conversion) {
  private static final double DEGREE = Math.PI / 180;

  /** Fills the columns of the kind from the row that begins at an index. */
  interface Conversion {
    void apply(double[] values, int from, double[] target);
  }

  /**
   * All that are read. Units and axes are those of comma2k19's README (axes forward, right, down;
   * steering in degrees; four wheels, of which the mean is taken), except that the values show the
   * magnetometer to be in microtesla.
   */
  static final List<LoggedStream> ALL =
      List.of(
          inertial("accelerometer", SensorKind.ACCELEROMETER, "IMU/acceleration"),
          inertial("gyro", SensorKind.GYROSCOPE, "IMU/gyro"),
          inertial("magnetometer", SensorKind.MAGNETOMETER, "IMU/magnetic"),
          new LoggedStream(
              "speed",
              List.of("CAN/speed", "CAN/car_speed"),
              SensorKind.WHEEL_SPEED,
              1,
              (values, from, target) -> target[0] = values[from]),
          new LoggedStream(
              "wheel_speed",
              List.of("CAN/wheel_speed", "CAN/wheel_speeds"),
              SensorKind.WHEEL_SPEED,
              4,
              (values, from, target) ->
                  target[0] =
                      (values[from] + values[from + 1] + values[from + 2] + values[from + 3]) / 4),
          new LoggedStream(
              "steering_angle",
              List.of("CAN/steering_angle"),
              SensorKind.STEERING_ANGLE,
              1,
              (values, from, target) -> target[0] = values[from] * DEGREE),
          satellite("live_gnss_ublox"),
          satellite("live_gnss_qcom"));

  private static LoggedStream inertial(String stream, SensorKind kind, String alias) {
    return new LoggedStream(
        stream,
        List.of("IMU/" + stream, alias),
        kind,
        3,
        (values, from, target) -> System.arraycopy(values, from, target, 0, 3));
  }

  /** Latitude, longitude, speed, time, altitude, bearing; neither fix nor precision is logged. */
  private static LoggedStream satellite(String stream) {
    return new LoggedStream(
        stream,
        List.of("GNSS/" + stream),
        SensorKind.GNSS,
        6,
        (values, from, target) -> {
          target[0] = values[from];
          target[1] = values[from + 1];
          target[2] = values[from + 4];
          target[3] = values[from + 2];
          target[4] = Double.NaN;
          target[5] = 3;
          target[6] = 99.99;
        });
  }
}
