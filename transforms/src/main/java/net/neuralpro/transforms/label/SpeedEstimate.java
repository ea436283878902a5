package net.neuralpro.transforms.label;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.time.Nanos;

/** The vehicle's speed as each kind of sensor has it, m/s, not smoothed. */
final class SpeedEstimate {
  /** The kinds that speed can be had from, the most trusted first. */
  static final List<SensorKind> KINDS =
      List.of(SensorKind.VELOCITY, SensorKind.POSITION, SensorKind.WHEEL_SPEED, SensorKind.GNSS);

  private SpeedEstimate() {}

  /** The speed from this kind of sensor, empty if the clip has none of it. */
  static Optional<Signal> of(SensorKind kind, TimelineClip clip) {
    return clip.stream(kind)
        .map(
            stream ->
                switch (kind) {
                  case VELOCITY -> norm(stream);
                  case POSITION -> travel(clip.times(), stream);
                  case WHEEL_SPEED -> absolute(stream.signal("value"));
                  case GNSS -> overGround(clip.times(), stream);
                  default -> throw new IllegalArgumentException("Cannot have speed from " + kind);
                });
  }

  private static Signal norm(TimelineClip.Stream velocity) {
    double[] speed = new double[velocity.valid().length];
    for (int row = 0; row < speed.length; row++) {
      speed[row] = norm(velocity.at(row));
    }
    return new Signal(speed, velocity.valid());
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double component : vector) {
      squares += component * component;
    }
    return Math.sqrt(squares);
  }

  private static Signal absolute(Signal signal) {
    double[] speed = new double[signal.rows()];
    for (int row = 0; row < speed.length; row++) {
      speed[row] = Math.abs(signal.values()[row]);
    }
    return new Signal(speed, signal.valid());
  }

  /** As the receiver has it; by its positions if it tells none. */
  private static Signal overGround(long[] times, TimelineClip.Stream gnss) {
    Signal told = gnss.signal("speed_2d");
    return told.validRows() > 0 ? absolute(told) : travel(times, LocalPlane.of(gnss));
  }

  /** The length of the mean velocity between the valid rows on either side. */
  private static Signal travel(long[] times, TimelineClip.Stream position) {
    Signal speed = Signal.absent(times.length);
    for (int row = 0; row < times.length; row++) {
      if (!position.valid()[row]) {
        continue;
      }
      int before = neighbour(position.valid(), row, -1);
      int after = neighbour(position.valid(), row, 1);
      double seconds = (double) (times[after] - times[before]) / Nanos.PER_SECOND;
      if (seconds > 0) {
        double[] way = position.at(after);
        double[] from = position.at(before);
        for (int column = 0; column < way.length; column++) {
          way[column] -= from[column];
        }
        speed.values()[row] = norm(way) / seconds;
        speed.valid()[row] = true;
      }
    }
    return speed;
  }

  private static int neighbour(boolean[] valid, int row, int direction) {
    for (int next = row + direction; next >= 0 && next < valid.length; next += direction) {
      if (valid[next]) {
        return next;
      }
    }
    return row;
  }
}
