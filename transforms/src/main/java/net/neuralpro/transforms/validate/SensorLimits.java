package net.neuralpro.transforms.validate;

import net.neuralpro.schemas.recording.SensorKind;

/** The greatest magnitudes that sensors on vehicles, drones and people can show. */
final class SensorLimits {
  private SensorLimits() {}

  static double of(SensorKind kind, String column) {
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
}
