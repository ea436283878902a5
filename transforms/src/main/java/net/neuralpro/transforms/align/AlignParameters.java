package net.neuralpro.transforms.align;

import java.math.BigDecimal;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.operators.Parameter;

/** How far a sample may lie from a row that it gives a value to. */
public record AlignParameters(
    @Parameter(
            value = "Tolerance of accelerometers, gyroscopes, magnetometers and gravity.",
            standard = "\"0.1\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal inertialTolerance,
    @Parameter(
            value = "Tolerance of positions, velocities, orientations and attitudes.",
            standard = "\"0.2\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal poseTolerance,
    @Parameter(
            value = "Tolerance of wheel speed and steering angle.",
            standard = "\"0.25\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal vehicleTolerance,
    @Parameter(
            value = "Tolerance of satellite fixes.",
            standard = "\"1.1\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal gnssTolerance) {

  /** The tolerance of a kind of sensor, nanoseconds. */
  long nanos(SensorKind kind) {
    BigDecimal seconds =
        switch (kind) {
          case ACCELEROMETER, GYROSCOPE, MAGNETOMETER, GRAVITY -> inertialTolerance;
          case CAMERA_ORIENTATION, IMAGE_ORIENTATION, ATTITUDE, POSITION, VELOCITY, ORIENTATION ->
              poseTolerance;
          case WHEEL_SPEED, STEERING_ANGLE -> vehicleTolerance;
          case GNSS -> gnssTolerance;
        };
    return seconds.multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
  }
}
