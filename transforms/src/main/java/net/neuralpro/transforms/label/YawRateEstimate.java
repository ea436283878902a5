package net.neuralpro.transforms.label;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.transforms.align.Rotations;

/**
 * The vehicle's rate of turning about the vertical as each kind of sensor has it, smoothed, rad/s,
 * positive to the left (ISO 8855).
 */
final class YawRateEstimate {
  /** The kinds that yaw rate can be had from, the most trusted first. */
  static final List<SensorKind> KINDS =
      List.of(SensorKind.ORIENTATION, SensorKind.GYROSCOPE, SensorKind.GNSS);

  /** Fixes jitter, so the course is taken over a longer window than other signals need, ns. */
  private static final long COURSE_HALF_WINDOW = 500_000_000L;

  /** Far less than gravity: then a mean of specific force does not tell where up is, m/s². */
  private static final double LEAST_GRAVITY = 5;

  private final TimelineClip clip;
  private final long halfWindow;
  private final double minimumSpeed;

  /**
   * An estimate for one clip.
   *
   * @param halfWindow of smoothing, nanoseconds
   * @param minimumSpeed below which a course is not known, m/s
   */
  YawRateEstimate(TimelineClip clip, long halfWindow, double minimumSpeed) {
    this.clip = clip;
    this.halfWindow = halfWindow;
    this.minimumSpeed = minimumSpeed;
  }

  /** The yaw rate from this kind of sensor, empty if the clip has not what that needs. */
  Optional<Signal> of(SensorKind kind) {
    return switch (kind) {
      case ORIENTATION -> ofOrientation();
      case GYROSCOPE -> ofGyroscope();
      case GNSS -> clip.stream(SensorKind.GNSS).map(this::ofCourse);
      default -> throw new IllegalArgumentException("Cannot have yaw rate from " + kind);
    };
  }

  /** The turning of the camera about the normal of the ellipsoid, summed up, then its slope. */
  private Optional<Signal> ofOrientation() {
    Optional<TimelineClip.Stream> orientation = clip.stream(SensorKind.ORIENTATION);
    Optional<TimelineClip.Stream> position = clip.stream(SensorKind.POSITION);
    if (orientation.isEmpty() || position.isEmpty()) {
      return Optional.empty();
    }
    Signal heading = Signal.absent(clip.rows());
    int last = -1;
    for (int row = 0; row < clip.rows(); row++) {
      if (!orientation.get().valid()[row] || !position.get().valid()[row]) {
        continue;
      }
      if (last >= 0) {
        double[] turning = Rotations.turning(orientation.get().at(last), orientation.get().at(row));
        heading.values()[row] =
            heading.values()[last] + along(turning, normal(position.get().at(row)));
      }
      heading.valid()[row] = true;
      last = row;
    }
    return Optional.of(LocalLine.fit(clip.times(), heading, halfWindow).slope());
  }

  /** The direction of the gradient of x²/a² + y²/a² + z²/b²: up, at heights of everyday life. */
  private static double[] normal(double[] position) {
    double equatorial = LocalPlane.SEMI_MAJOR * LocalPlane.SEMI_MAJOR;
    double polar = LocalPlane.SEMI_MINOR * LocalPlane.SEMI_MINOR;
    return unit(
        new double[] {position[0] / equatorial, position[1] / equatorial, position[2] / polar});
  }

  /** The angular rate about up, where up is the mean specific force of the clip, or −gravity. */
  private Optional<Signal> ofGyroscope() {
    Optional<TimelineClip.Stream> gyroscope = clip.stream(SensorKind.GYROSCOPE);
    Optional<double[]> up =
        clip.stream(SensorKind.ACCELEROMETER)
            .map(stream -> mean(stream, 1))
            .filter(mean -> norm(mean) >= LEAST_GRAVITY)
            .or(() -> clip.stream(SensorKind.GRAVITY).map(stream -> mean(stream, -1)))
            .filter(mean -> norm(mean) > 0)
            .map(YawRateEstimate::unit);
    if (gyroscope.isEmpty() || up.isEmpty()) {
      return Optional.empty();
    }
    double[] rate = new double[clip.rows()];
    for (int row = 0; row < rate.length; row++) {
      rate[row] = along(gyroscope.get().at(row), up.get());
    }
    Signal raw = new Signal(rate, gyroscope.get().valid());
    return Optional.of(LocalLine.fit(clip.times(), raw, halfWindow).value());
  }

  /** The slope of the direction of the fixes' velocity, where they move fast enough to have one. */
  private Signal ofCourse(TimelineClip.Stream gnss) {
    TimelineClip.Stream plane = LocalPlane.of(gnss);
    long window = Math.max(halfWindow, COURSE_HALF_WINDOW);
    Signal east = LocalLine.fit(clip.times(), plane.signal("x"), window).slope();
    Signal north = LocalLine.fit(clip.times(), plane.signal("y"), window).slope();
    Signal course = Signal.absent(clip.rows());
    double last = 0;
    for (int row = 0; row < clip.rows(); row++) {
      double eastward = east.values()[row];
      double northward = north.values()[row];
      if (east.valid()[row]
          && Math.sqrt(eastward * eastward + northward * northward) >= minimumSpeed) {
        double angle = StrictMath.atan2(northward, eastward);
        double turns = Math.rint((angle - last) / (2 * Math.PI));
        last = angle - 2 * Math.PI * turns;
        course.values()[row] = last;
        course.valid()[row] = true;
      }
    }
    return LocalLine.fit(clip.times(), course, window).slope();
  }

  private static double[] mean(TimelineClip.Stream stream, int sign) {
    double[] sum = new double[3];
    int count = 0;
    for (int row = 0; row < stream.valid().length; row++) {
      if (stream.valid()[row]) {
        double[] vector = stream.at(row);
        for (int axis = 0; axis < 3; axis++) {
          sum[axis] += vector[axis];
        }
        count++;
      }
    }
    return new double[] {sign * sum[0] / count, sign * sum[1] / count, sign * sum[2] / count};
  }

  private static double along(double[] vector, double[] direction) {
    return vector[0] * direction[0] + vector[1] * direction[1] + vector[2] * direction[2];
  }

  private static double norm(double[] vector) {
    return Math.sqrt(along(vector, vector));
  }

  private static double[] unit(double[] vector) {
    double norm = norm(vector);
    return new double[] {vector[0] / norm, vector[1] / norm, vector[2] / norm};
  }
}
