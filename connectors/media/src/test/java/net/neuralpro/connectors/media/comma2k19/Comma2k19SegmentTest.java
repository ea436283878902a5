package net.neuralpro.connectors.media.comma2k19;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.CollectedSamples.Sample;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.connectors.media.files.LocalFileSet;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Comma2k19SegmentTest {
  @TempDir private Path folder;

  private final CollectedSamples samples = new CollectedSamples();
  private final List<FrameSink.Frame> frames = new ArrayList<>();

  private static Map<String, Path> segment() throws IOException {
    Path root = SharedRecordings.path("sensors/comma2k19");
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(root.relativize(file).toString(), file));
    }
    return files;
  }

  private OptionalLong read(Map<String, Path> files) throws IOException {
    return Comma2k19Segment.read(new LocalFileSet(files), "", path -> samples, frames::add);
  }

  @Test
  void readsTheDriveWithItsPoses() throws IOException {
    OptionalLong utcOfZero = read(segment());

    Map<String, Integer> counts = new TreeMap<>();
    samples.streams().forEach((name, stream) -> counts.put(name, stream.size()));
    assertThat(counts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("accelerometer", 6256),
                Map.entry("gyro", 6256),
                Map.entry("magnetometer", 592),
                Map.entry("speed", 4974),
                Map.entry("wheel_speed", 4974),
                Map.entry("steering_angle", 4974),
                Map.entry("live_gnss_ublox", 579),
                Map.entry("live_gnss_qcom", 30),
                Map.entry("position", 1200),
                Map.entry("velocity", 1200),
                Map.entry("orientation", 1200)));
    assertThat(frames).hasSize(1200);
    assertThat(frames.get(0).timeNanos()).isEqualTo(46_408_547_498_000L);
    // 2018-08-02T16:14:48.299Z at 46408.655 s
    assertThat(utcOfZero.orElseThrow()).isEqualTo(1_533_226_488_299_000_000L - 46_408_654_976_041L);
  }

  @Test
  void readsColumnsOfEitherMemoryOrderInTheirUnits() throws IOException {
    read(segment());

    assertThat(samples.stream("accelerometer").get(0).values())
        .containsExactly(1.074371337890625, -0.12921142578125, -9.544967651367188);
    assertThat(samples.stream("steering_angle").get(0).values()[0])
        .isCloseTo(Math.toRadians(-0.4), within(1e-15));
    assertThat(samples.stream("wheel_speed").get(0).values()[0])
        .isCloseTo(
            (8.016666666666667 + 8.016666666666667 + 7.905555555555554 + 7.958333333333336) / 4,
            within(1e-12));
    assertThat(samples.stream("live_gnss_ublox").get(0).values())
        .containsExactly(
            37.7209977, -122.47230529999999, 33.37, 7.822999954223633, Double.NaN, 3, 99.99);
  }

  /** Forward in the camera's frame, turned by the orientation, is the direction of travel. */
  @Test
  void orientsTheCameraInTheEarthFixedFrame() throws IOException {
    read(segment());

    for (int index = 0; index < 1200; index += 100) {
      double[] q = samples.stream("orientation").get(index).values();
      double[] v = samples.stream("velocity").get(index).values();
      double[] forward = {
        1 - 2 * (q[2] * q[2] + q[3] * q[3]),
        2 * (q[1] * q[2] + q[0] * q[3]),
        2 * (q[1] * q[3] - q[0] * q[2])
      };
      double speed = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
      double along = (forward[0] * v[0] + forward[1] * v[1] + forward[2] * v[2]) / speed;
      assertThat(along).isGreaterThan(0.99);
    }
    Sample position = samples.stream("position").get(0);
    assertThat(position.kind()).isEqualTo(SensorKind.POSITION);
    assertThat(position.time()).isEqualTo(frames.get(0).timeNanos());
  }

  @Test
  void saysWhichLogsAreNotRead() throws IOException {
    read(segment());

    assertThat(samples.rules()).containsExactly("COMMA-UNREAD");
    assertThat(samples.findings().get(0).evidence()).contains("processed_log/CAN/radar");
  }

  @Test
  void rejectsTimesThatDoNotFitTheValues() throws IOException {
    Map<String, Path> files = segment();
    files.put("processed_log/CAN/speed/t", files.get("global_pose/frame_times"));

    assertThatThrownBy(() -> read(files))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("COMMA-SHAPE at processed_log/CAN/speed/value")
        .hasMessageContaining("1200 × 1 times and 4974 × 1 values");
  }

  @Test
  void rejectsLogsWithoutValuesAndCutOffLogs() throws IOException {
    Map<String, Path> files = segment();
    Path values = files.remove("processed_log/IMU/gyro/value");
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("COMMA-MISSING");

    byte[] bytes = Files.readAllBytes(values);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, 5000));
    files.put("processed_log/IMU/gyro/value", cut);
    assertThatThrownBy(() -> read(files))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("NUMPY-TRUNCATED at processed_log/IMU/gyro/value");
  }
}
