package net.neuralpro.transforms.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {
  private static final int SECONDS = 12;
  private static final List<String> NAMES = List.of("clean-1", "clean-2", "clean-3");

  @TempDir static Path output;

  @BeforeAll
  static void synthesize() throws IOException {
    SynthesisPlan plan = new SynthesisPlan(3, 3, SECONDS, 64, 64, 50, List.of());
    Synthesizer.write(plan, output, name -> {});
  }

  private static List<double[]> frames(String name) throws IOException {
    return Tables.read(output.resolve("truth").resolve(name).resolve("frames.csv"));
  }

  private static List<double[]> log(String name, String log) throws IOException {
    return Tables.read(output.resolve(name).resolve(log));
  }

  /** The heading of the camera's axis, by rotating (0, 0, 1). */
  private static double yaw(double[] frame) {
    double east = 2 * (frame[6] * frame[8] + frame[5] * frame[7]);
    double north = 2 * (frame[7] * frame[8] - frame[5] * frame[6]);
    return Math.atan2(north, east);
  }

  @Test
  void thePathIsTheIntegralOfSpeedAndHeading() throws IOException {
    for (String name : NAMES) {
      List<double[]> frames = frames(name);
      double x = frames.get(0)[2];
      double y = frames.get(0)[3];
      for (int i = 1; i < frames.size(); i++) {
        double[] from = frames.get(i - 1);
        double[] to = frames.get(i);
        double step = (from[9] + to[9]) / 2 * 0.02;
        x += step * (Math.cos(yaw(from)) + Math.cos(yaw(to))) / 2;
        y += step * (Math.sin(yaw(from)) + Math.sin(yaw(to))) / 2;
        assertThat(to[2]).as("%s x at frame %d", name, i).isCloseTo(x, within(0.02));
        assertThat(to[3]).as("%s y at frame %d", name, i).isCloseTo(y, within(0.02));
        assertThat(to[11]).isCloseTo(to[9] * to[12], within(1e-7));
        assertThat(Math.abs(to[12])).isLessThanOrEqualTo(Route.SHARPEST);
      }
    }
  }

  @Test
  void headingIsTheIntegralOfTheGyroscope() throws IOException {
    for (String name : NAMES) {
      double turned = 0;
      for (double[] row : log(name, "imu.csv")) {
        turned += row[6] * 0.01;
      }
      List<double[]> frames = frames(name);
      double truth = 0;
      for (double[] frame : frames) {
        truth += frame[11] * 0.02;
      }
      assertThat(turned).as(name).isCloseTo(truth, within(0.1));
    }
  }

  @Test
  void speedIsTheIntegralOfTheAccelerationAndThatOfTheWheels() throws IOException {
    for (String name : NAMES) {
      List<double[]> frames = frames(name);
      List<double[]> wheel = log(name, "wheel.csv");
      double speed = frames.get(0)[9];
      for (int i = 1; i < frames.size(); i++) {
        speed += (frames.get(i - 1)[10] + frames.get(i)[10]) / 2 * 0.02;
        assertThat(frames.get(i)[9]).as("%s at frame %d", name, i).isCloseTo(speed, within(0.05));
        assertThat(wheel.get(i)[1]).isCloseTo(frames.get(i)[9], within(0.25));
      }
    }
  }

  @Test
  void theAccelerometerShowsGravityUpwards() throws IOException {
    for (String name : NAMES) {
      double mean =
          log(name, "imu.csv").stream().mapToDouble(row -> row[3]).average().orElseThrow();
      assertThat(mean).as(name).isCloseTo(SensorLogs.GRAVITY, within(0.15));
    }
  }

  @Test
  void positionsFollowThePath() throws IOException {
    for (String name : NAMES) {
      List<double[]> frames = frames(name);
      List<double[]> fixes = log(name, "gnss.csv");
      double[] first = fixes.get(0);
      double radians = Math.PI / 180;
      for (int i = 0; i < SECONDS * SensorLogs.GNSS_RATE; i++) {
        double[] frame = frames.get(i * 5);
        double north = (fixes.get(i)[1] - first[1]) * radians * 6_370_000;
        double east =
            (fixes.get(i)[2] - first[2]) * radians * 6_385_000 * Math.cos(first[1] * radians);
        assertThat(north).as(name).isCloseTo(frame[3] - frames.get(0)[3], within(4.0));
        assertThat(east).as(name).isCloseTo(frame[2] - frames.get(0)[2], within(4.0));
      }
    }
  }
}
