package net.neuralpro.transforms.synthesize;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import net.neuralpro.schemas.time.Nanos;

/**
 * Writes what a vehicle's sensors log on a drive. Vehicle axes: x forward, y left, z up; at rest
 * the accelerometer shows gravity as +9.81 m/s² upwards.
 */
final class SensorLogs {
  static final int IMU_RATE = 100;
  static final int WHEEL_RATE = 50;
  static final int GNSS_RATE = 10;
  static final double GRAVITY = 9.81;

  private final Drive drive;
  private final long duration;
  private final Origin origin;
  private final Randomness random;

  SensorLogs(Drive drive, long duration, Origin origin, Randomness random) {
    this.drive = drive;
    this.duration = duration;
    this.origin = origin;
    this.random = random;
  }

  /** Writes the accelerometer, in m/s², and the gyroscope, in rad/s. */
  void writeImu(Path file, Fault fault) throws IOException {
    Randomness own = random.fork("imu");
    double[] bias = new double[6];
    for (int axis = 0; axis < bias.length; axis++) {
      bias[axis] = own.gaussian() * (axis < 3 ? 0.03 : 0.002);
    }
    long end = fault == Fault.SHORT_SENSOR ? duration / 2 : duration;
    try (BufferedWriter out = open(file)) {
      out.write("time_ns,ax,ay,az,gx,gy,gz\n");
      for (long i = 0; time(i, IMU_RATE) <= end; i++) {
        Motion motion = drive.at(time(i, IMU_RATE));
        double[] values = {
          motion.acceleration(), motion.speed() * motion.yawRate(), GRAVITY, 0, 0, motion.yawRate()
        };
        out.write(Long.toString(time(i, IMU_RATE)));
        boolean lost = fault == Fault.NAN && i % 10 < 3 && i * 3 >= end * IMU_RATE / 1_000_000_000L;
        for (int axis = 0; axis < values.length; axis++) {
          double value = values[axis] + bias[axis] + own.gaussian() * (axis < 3 ? 0.05 : 0.003);
          out.write(lost ? ",NaN" : "," + decimal(value, 5));
        }
        out.write('\n');
      }
    }
  }

  /** Writes WGS 84 positions in degrees and metres, and the speed in m/s. */
  void writeGnss(Path file, Fault fault) throws IOException {
    Randomness own = random.fork("gnss");
    Motion start = drive.at(0);
    int fix = fault == Fault.NO_FIX ? 0 : 3;
    double scatter = fix == 0 ? 40 : 0.4;
    try (BufferedWriter out = open(file)) {
      out.write("time_ns,latitude,longitude,altitude,speed,fix,hdop\n");
      for (long i = 0; time(i, GNSS_RATE) <= duration; i++) {
        Motion motion = drive.at(time(i, GNSS_RATE));
        double north = motion.y() - start.y() + own.gaussian() * scatter;
        double east = motion.x() - start.x() + own.gaussian() * scatter;
        double altitude = origin.altitude() + own.gaussian() * 0.8;
        double speed = Math.max(0, motion.speed() + own.gaussian() * 0.08);
        double precision = fix == 0 ? 99.9 : 0.8 + own.uniform(0, 0.3);
        out.write(
            "%d,%s,%s,%s,%s,%d,%s\n"
                .formatted(
                    time(i, GNSS_RATE),
                    decimal(origin.latitude(north), 8),
                    decimal(origin.longitude(east), 8),
                    decimal(altitude, 3),
                    decimal(speed, 3),
                    fix,
                    decimal(precision, 2)));
      }
    }
  }

  /** Writes the speed of the wheels, in m/s. */
  void writeWheel(Path file) throws IOException {
    Randomness own = random.fork("wheel");
    double scale = 1 + own.gaussian() * 0.002;
    try (BufferedWriter out = open(file)) {
      out.write("time_ns,speed\n");
      for (long i = 0; time(i, WHEEL_RATE) <= duration; i++) {
        double speed = drive.at(time(i, WHEEL_RATE)).speed();
        double measured = speed == 0 ? 0 : Math.max(0, speed * scale + own.gaussian() * 0.02);
        out.write(time(i, WHEEL_RATE) + "," + decimal(measured, 4) + "\n");
      }
    }
  }

  private static BufferedWriter open(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.US_ASCII);
  }

  private static long time(long index, int rate) {
    return index * (Nanos.PER_SECOND / rate);
  }

  static String decimal(double value, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }
}
