package net.neuralpro.connectors.media.telemetry.gpmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.connectors.media.video.MediaProbe;
import net.neuralpro.connectors.media.video.PacketReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Compares all values with those that {@code exiftool -ee} prints (libimage-exiftool-perl). */
@Tag("end-to-end")
class ExiftoolTest {
  private static CollectedSamples read(Path video) throws IOException {
    ByteSource source = ByteSource.of(video);
    int stream = MediaProbe.probe(source).streamTagged("gpmd").orElseThrow().index();
    CollectedSamples samples = new CollectedSamples();
    GpmfReader reader = new GpmfReader(source.name(), samples);
    try (PacketReader packets = PacketReader.open(source)) {
      packets.keep(Set.of(), Set.of(stream));
      for (var packet = packets.next(); packet.isPresent(); packet = packets.next()) {
        reader.payload(
            packet.get().presentation().orElseThrow(),
            packet.get().duration(),
            packet.get().payload().orElseThrow());
      }
    }
    reader.finish();
    return samples;
  }

  private static String exiftool(Path video, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("exiftool", "-ee", "-n", "-a"));
    command.addAll(List.of(options));
    command.add(video.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The single numbers of a tag in all payloads, in order. */
  private static double[] numbers(Path video, String tag) throws IOException {
    return exiftool(video, "-s2", "-G3", "-" + tag)
        .lines()
        .filter(line -> line.startsWith("[Doc"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(": ") + 2)))
        .toArray();
  }

  /** The lists of numbers of a tag in all payloads, one after another. */
  private static double[] lists(Path video, String tag) throws IOException {
    return Stream.of(exiftool(video, "-b", "-p", "$" + tag).strip().split("\\s+"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static double[] column(CollectedSamples samples, String stream, int column) {
    return samples.stream(stream).stream().mapToDouble(sample -> sample.values()[column]).toArray();
  }

  @Test
  void agreesOnEveryFix() throws IOException {
    for (String name : List.of("video/gopro-max-heromode.mp4", "video/gopro-karma.mp4")) {
      Path video = SharedRecordings.path(name);
      CollectedSamples samples = read(video);
      Map<String, Integer> columns = Map.of("GPSLatitude", 0, "GPSLongitude", 1, "GPSAltitude", 2);
      for (Map.Entry<String, Integer> column : columns.entrySet()) {
        assertThat(column(samples, "gnss", column.getValue()))
            .as(name + " " + column.getKey())
            .containsExactly(numbers(video, column.getKey()), within(1e-7));
      }
    }
  }

  @Test
  void agreesOnEveryAcceleration() throws IOException {
    Path video = SharedRecordings.path("video/gopro-max-heromode.mp4");
    double[] expected = lists(video, "Accelerometer");
    CollectedSamples samples = read(video);

    assertThat(expected).hasSize(3 * 2082);
    for (int index = 0; index < 2082; index++) {
      double[] values = samples.stream("accelerometer").get(index).values();
      // exiftool prints the order of the file, x, −z, y
      assertThat(values)
          .containsExactly(
              new double[] {expected[3 * index], expected[3 * index + 2], -expected[3 * index + 1]},
              within(1e-9));
    }
  }
}
