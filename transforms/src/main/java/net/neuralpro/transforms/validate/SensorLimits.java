package net.neuralpro.transforms.validate;

import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;

/** What sensors on vehicles, drones and people can show. */
final class SensorLimits {
  private SensorLimits() {}

  /**
   * What a sample's mean length is in the unit of its kind.
   *
   * @param otherwise why it may be beyond
   */
  record Length(double least, double most, String otherwise) {}

  /** The greatest magnitude of a value. */
  static double magnitude(SensorKind kind, String column) {
    return switch (kind) {
      case ACCELEROMETER -> 400;
      case GYROSCOPE -> 70;
      case MAGNETOMETER -> 5000;
      case GRAVITY, CAMERA_ORIENTATION, IMAGE_ORIENTATION, ORIENTATION -> 1.01;
      case WHEEL_SPEED -> 150;
      case STEERING_ANGLE -> 50;
      case ATTITUDE -> 6.4;
      case POSITION -> 1e7;
      case VELOCITY -> 10_000;
      case GNSS ->
          switch (column) {
            case "latitude" -> 90;
            case "longitude" -> 180;
            case "altitude" -> 50_000;
            case "speed_2d", "speed_3d" -> 1000;
            case "fix" -> 10;
            default -> 1000;
          };
    };
  }

  /** The mean length of samples, of kinds that have a usual one. */
  static Optional<Length> length(SensorKind kind) {
    return switch (kind) {
      case ACCELEROMETER ->
          Optional.of(
              new Length(
                  5,
                  15,
                  "gravity alone is 9.81; perhaps the values are in another unit, or without"
                      + " gravity"));
      case GYROSCOPE ->
          Optional.of(
              new Length(0, 6, "nothing turns so fast for long; perhaps it is degrees a second"));
      case GRAVITY, CAMERA_ORIENTATION, IMAGE_ORIENTATION, ORIENTATION ->
          Optional.of(new Length(0.9, 1.1, "it must be 1; perhaps the values are scaled"));
      case MAGNETOMETER, GNSS, WHEEL_SPEED, STEERING_ANGLE, ATTITUDE, POSITION, VELOCITY ->
          Optional.empty();
    };
  }
}
