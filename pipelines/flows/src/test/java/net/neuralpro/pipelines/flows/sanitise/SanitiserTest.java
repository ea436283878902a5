package net.neuralpro.pipelines.flows.sanitise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.connectors.media.video.ByteSource;
import net.neuralpro.pipelines.flows.SharedData;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.TableReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SanitiserTest {
  private static final String GOPRO_START = "33.125368,-117.3310641";

  @TempDir private Path folder;

  private record Sample(String stream, SensorKind kind, long time, List<Double> values) {}

  private static TableReader noTable(ByteSource source, List<String> columns) {
    throw new IllegalStateException("There is no such table: " + source.name());
  }

  private static Sanitiser hiding(String... places) {
    return new Sanitiser(
        SanitiserTest::noTable,
        Stream.of(places).map(HiddenPlace::parse).toList(),
        Optional.empty());
  }

  private static DiscoveredRecording found(Path path) throws IOException {
    return RecordingDiscovery.discover(List.of(path)).recordings().get(0);
  }

  private static RecordingDescription read(
      DiscoveredRecording recording, List<Sample> samples, List<Long> frames) throws IOException {
    SampleSink sink =
        new SampleSink() {
          @Override
          public void sample(String stream, SensorKind kind, long timeNanos, double... values) {
            List<Double> list = new ArrayList<>();
            for (double value : values) {
              list.add(value);
            }
            samples.add(new Sample(stream, kind, timeNanos, list));
          }

          @Override
          public void finding(Finding finding) {}
        };
    return RecordingReader.read(
        recording.fileSet(),
        SanitiserTest::noTable,
        sink,
        frame -> frames.add(frame.timeNanos()),
        BigDecimal.ONE);
  }

  @Test
  void leavesNothingOfAHiddenPlaceInAnyByte() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/gopro-karma.mp4"));
    Sanitiser.Sanitised made =
        hiding(GOPRO_START + ":5").sanitise(original, folder.resolve("copy"));
    assertThat(made.recording().files())
        .extracting(DiscoveredRecording.Member::path)
        .containsExactly(
            "accelerometer.csv",
            "attitude.csv",
            "gnss.csv",
            "gnss_raw.csv",
            "gyroscope.csv",
            "recording.yaml",
            "video.mp4");
    String video = Files.readString(folder.resolve("copy/video.mp4"), StandardCharsets.ISO_8859_1);
    assertThat(video)
        .contains("avc1")
        .doesNotContain("gpmd", "GPS5", "GPRI", "DEVC", "GoPro", "mp4a", "tmcd", "fdsc");
    List<Sample> samples = new ArrayList<>();
    read(made.recording(), samples, new ArrayList<>());
    HiddenPlace place = HiddenPlace.parse(GOPRO_START + ":5");
    assertThat(samples)
        .filteredOn(sample -> sample.kind() == SensorKind.GNSS)
        .isNotEmpty()
        .allMatch(sample -> place.distance(sample.values().get(0), sample.values().get(1)) > 55);
  }

  @Test
  void keepsVideoAndSensorsOnOneClock() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/gopro-max-heromode.mp4"));
    Sanitiser.Sanitised made =
        new Sanitiser(
                SanitiserTest::noTable, List.of(), Optional.of(new TripEnds.Time(2_000_000_000L)))
            .sanitise(original, folder.resolve("copy"));
    List<Sample> before = new ArrayList<>();
    List<Long> framesBefore = new ArrayList<>();
    RecordingDescription source = read(original, before, framesBefore);
    List<Sample> after = new ArrayList<>();
    List<Long> framesAfter = new ArrayList<>();
    RecordingDescription copy = read(made.recording(), after, framesAfter);
    long start = made.kept().start();
    assertThat(start).isBetween(1_990_000_000L, 2_500_000_000L);
    assertThat(framesAfter.get(0)).isZero();
    List<Long> expected =
        framesBefore.stream().filter(made.kept()::contains).map(time -> time - start).toList();
    assertThat(framesAfter).hasSameSizeAs(expected);
    for (int index = 0; index < expected.size(); index++) {
      assertThat(framesAfter.get(index)).isCloseTo(expected.get(index), within(1000L));
    }
    assertThat(after)
        .containsExactlyInAnyOrderElementsOf(
            before.stream()
                .filter(sample -> made.kept().contains(sample.time()))
                .map(
                    sample ->
                        new Sample(
                            sample.stream(), sample.kind(), sample.time() - start, sample.values()))
                .toList());
    assertThat(copy.clock().utcOfZero()).hasValue(source.clock().utcOfZero().orElseThrow() + start);
    assertThat(copy.device()).isEqualTo(source.device());
    assertThat(copy.findings()).isEmpty();
  }

  @Test
  void makesTheSameBytesTwice() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/gopro-karma.mp4"));
    hiding(GOPRO_START + ":5").sanitise(original, folder.resolve("one"));
    hiding(GOPRO_START + ":5").sanitise(original, folder.resolve("two"));
    try (Stream<Path> files = Files.list(folder.resolve("one"))) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(folder.resolve("two").resolve(file.getFileName()))
                      .hasSameBinaryContentAs(file));
    }
  }

  @Test
  void refusesWhenAllIsHidden() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/gopro-karma.mp4"));
    assertThatThrownBy(
            () -> hiding(GOPRO_START + ":500").sanitise(original, folder.resolve("copy")))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SANITISE-ALL-HIDDEN")
        .hasMessageContaining("perhaps hide a smaller circle");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void refusesToHideAPlaceInWhatDoesNotTellWhereItIs() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/psd-testvideo.mp4"));
    assertThatThrownBy(() -> hiding(GOPRO_START + ":5").sanitise(original, folder.resolve("copy")))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SANITISE-NO-POSITION");
  }

  @Test
  void refusesToHideAPlaceByPositionsOnAnotherClock() throws IOException {
    Path rides = Files.createDirectory(folder.resolve("rides"));
    Files.copy(SharedData.file("video/psd-testvideo.mp4"), rides.resolve("ride.mp4"));
    Files.copy(SharedData.file("sensors/mapillary-sf_30km_h.gpx"), rides.resolve("ride.gpx"));
    assertThatThrownBy(
            () -> hiding(GOPRO_START + ":5").sanitise(found(rides), folder.resolve("copy")))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SANITISE-CLOCK")
        .hasMessageContaining("clock.utc_of_zero");
  }

  @Test
  void refusesToWriteOverWhatIsThere() throws IOException {
    DiscoveredRecording original = found(SharedData.file("video/gopro-karma.mp4"));
    assertThatThrownBy(() -> hiding(GOPRO_START + ":5").sanitise(original, folder))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SANITISE-EXISTS");
  }

  @Test
  void keepsTheLongestStretchOfALog() throws IOException {
    Path log = way("log", 0, 300);
    Sanitiser.Sanitised made = hiding("0,0.01:100").sanitise(found(log), folder.resolve("copy"));
    assertThat(made.kept().start()).isEqualTo(115_000_000_000L);
    assertThat(made.kept().end()).isEqualTo(298_000_000_000L);
    assertThat(Files.readString(folder.resolve("copy/gnss.csv")))
        .startsWith("time_ns,latitude,longitude,fix,precision\n0,0.0,0.0115");
  }

  @Test
  void takesADistanceOffBothEnds() throws IOException {
    Path log = way("log", 0, 300);
    Sanitiser.Sanitised made =
        new Sanitiser(SanitiserTest::noTable, List.of(), Optional.of(new TripEnds.Distance(450)))
            .sanitise(found(log), folder.resolve("copy"));
    assertThat(made.kept().start()).isEqualTo(47_000_000_000L);
    assertThat(made.kept().end()).isEqualTo(253_000_000_000L);
  }

  /** A log of a way east along the equator, one fix a second, 0.0001° (11.1 m) each. */
  private Path way(String name, int from, int to) throws IOException {
    Path log = Files.createDirectory(folder.resolve(name));
    StringBuilder rows = new StringBuilder("t,lat,lon\n");
    for (int second = from; second < to; second++) {
      rows.append(String.format(Locale.ROOT, "%d,0.0,%.6f%n", second, second * 0.0001));
    }
    Files.writeString(log.resolve("way.csv"), rows);
    Files.writeString(
        log.resolve("recording.yaml"),
        """
        neural: 1
        clock: {name: utc}
        sensors:
          - file: way.csv
            kind: gnss
            time: {column: t, unit: s}
            columns: {latitude: lat, longitude: lon}
        """);
    return log;
  }
}
