package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.CollectedSamples.Sample;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.connectors.media.files.FrameSink;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingReaderTest {
  private static final BigDecimal CELL = new BigDecimal("0.01");

  @TempDir private Path folder;

  private final CollectedSamples samples = new CollectedSamples();
  private final List<FrameSink.Frame> frames = new ArrayList<>();

  private RecordingDescription read(Path... inputs) throws IOException {
    List<DiscoveredRecording> found = RecordingDiscovery.discover(List.of(inputs)).recordings();
    assertThat(found).hasSize(1);
    return RecordingReader.read(
        found.get(0).fileSet(),
        (source, columns) -> {
          throw new RejectedInputException(
              Finding.error("TABLE-UNSUPPORTED", source.name(), "Cannot read this table"));
        },
        samples,
        frames::add,
        CELL);
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static List<String> rules(RecordingDescription description) {
    return description.findings().stream().map(finding -> finding.rule().value()).toList();
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    samples.streams().forEach((name, stream) -> counts.put(name, stream.size()));
    return counts;
  }

  private void assertTimesIncrease(String stream) {
    List<Sample> all = samples.stream(stream);
    for (int index = 1; index < all.size(); index++) {
      assertThat(all.get(index).time()).isGreaterThan(all.get(index - 1).time());
    }
  }

  @Test
  void readsAGoProMax() throws IOException {
    RecordingDescription description = read(SharedRecordings.path("video/gopro-max-heromode.mp4"));

    assertThat(counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "accelerometer", 2082,
                "gyroscope", 2082,
                "magnetometer", 260,
                "gnss", 191,
                "camera_orientation", 316,
                "image_orientation", 316,
                "gravity", 316));
    counts().keySet().forEach(this::assertTimesIncrease);
    assertThat(frames).hasSize(315);
    assertThat(frames.get(0).key()).isTrue();
    assertThat(description.device().flatMap(device -> device.model())).contains("GoPro Max");
    assertThat(description.clock().kind()).isEqualTo(RecordingClock.Kind.MEDIA);
    assertThat(description.videos().get(0).declaredRate().orElseThrow()).hasToString("30000/1001");
    assertThat(description.cells()).singleElement().hasToString("33.12,-117.33");
    assertThat(rules(description)).containsExactly("GPMF-UNREAD", "INGEST-UNREAD");
  }

  /** ORIN XzY, and the stamps: frame 0 at 85,608 µs, the first acceleration at 80,577 µs. */
  @Test
  void keepsTheCameraClockOfAGoProMax() throws IOException {
    RecordingDescription description = read(SharedRecordings.path("video/gopro-max-heromode.mp4"));

    Sample acceleration = samples.stream("accelerometer").get(0);
    assertThat(acceleration.time()).isEqualTo((80_577 - 85_608) * 1000L);
    assertThat(acceleration.values())
        .containsExactly(
            new double[] {0.474820143884892, 1.61870503597122, 8.61630695443645}, within(1e-12));
    assertThat(samples.stream("camera_orientation").get(0).time()).isZero();
    Sample fix = samples.stream("gnss").get(0);
    assertThat(fix.time()).isEqualTo((101_994 - 85_608) * 1000L);
    assertThat(fix.values())
        .containsExactly(
            new double[] {33.12677, -117.3273436, -22.959, 1.046, 1.0, 3, 1.54}, within(1e-9));
    assertThat(description.clock().utcOfZero())
        .contains(Instant.parse("2019-11-18T23:45:14Z").toEpochMilli() * 1_000_000 - fix.time());
  }

  @Test
  void readsACameraOnADrone() throws IOException {
    RecordingDescription description = read(SharedRecordings.path("video/gopro-karma.mp4"));

    assertThat(counts())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "accelerometer", 2397,
                "gyroscope", 4795,
                "gnss", 47,
                "gnss_raw", 47,
                "attitude", 47));
    counts().keySet().forEach(this::assertTimesIncrease);
    assertThat(frames).hasSize(362);
    assertThat(description.device().flatMap(device -> device.model())).contains("GoPro Karma v1.0");
    // exiftool: 33.1253688 -117.3310668 at 2017:04:17 19:27:57.52602
    Sample fix = samples.stream("gnss").get(0);
    assertThat(fix.values()).startsWith(new double[] {33.1253688, -117.3310668}, within(1e-9));
    assertThat(description.clock().utcOfZero().orElseThrow() + fix.time())
        .isCloseTo(
            Instant.parse("2017-04-17T19:27:57.526Z").toEpochMilli() * 1_000_000,
            within(1_000_000L));
    assertThat(samples.stream("accelerometer").get(2396).time())
        .isLessThan(frames.get(361).timeNanos() + 100_000_000);
  }

  @Test
  void readsADeclaredRecordingWithoutAVideo() throws IOException {
    put(
        "recording.yaml",
        """
        neural: 1
        licence: CC0-1.0
        sensors:
          - {file: a.csv, kind: wheel_speed, time: {column: t, unit: ms}, columns: {value: v}, unit: km/h}
          - {file: b.csv, kind: wheel_speed, time: {column: t, unit: s}, columns: {value: v}}
          - {file: c.parquet, kind: wheel_speed, time: {column: t, unit: s}, columns: {value: v}}
        """);
    put("a.csv", "t,v\n0,36\n100,36\n90,36\n500,36\n");
    put("b.csv", "t,v\n1.5,3\n");
    put("c.parquet", "");
    put("d.bin", "");

    RecordingDescription description = read(folder);

    assertThat(description.licence().orElseThrow()).hasToString("CC0-1.0");
    assertThat(description.sensors())
        .extracting(RecordingDescription.Sensor::stream)
        .containsExactly("wheel_speed", "wheel_speed_2");
    RecordingDescription.Sensor first = description.sensors().get(0);
    assertThat(first.samples()).isEqualTo(4);
    assertThat(first.backwards()).isEqualTo(1);
    assertThat(first.longestGap()).contains(400_000_000L);
    assertThat(first.rate()).contains(new BigDecimal("10"));
    assertThat(samples.stream("wheel_speed").get(0).values()).containsExactly(10);
    assertThat(samples.stream("wheel_speed_2").get(0).time()).isEqualTo(1_500_000_000);
    assertThat(rules(description)).containsExactly("TABLE-UNSUPPORTED", "INGEST-UNUSED");
    assertThat(frames).isEmpty();
  }

  @Test
  void putsUtcTimesOntoTheClockOfTheVideo() throws IOException {
    Files.copy(SharedRecordings.path("video/gopro-max-heromode.mp4"), folder.resolve("video.mp4"));
    put(
        "recording.yaml",
        """
        neural: 1
        clock: {name: utc, utc_of_zero: "2026-01-01T00:00:00Z"}
        video: {file: video.mp4, camera: rear}
        sensors:
          - {file: speed.csv, kind: wheel_speed, time: {column: t, unit: s}, columns: {value: v}}
          - {file: track.gpx}
        """);
    put("speed.csv", "t,v\n1767225602.5,1\n");
    put(
        "track.gpx",
        "<gpx><trk><trkseg><trkpt lat='1' lon='2'><time>2026-01-01T00:00:01Z</time></trkpt>"
            + "</trkseg></trk></gpx>");

    RecordingDescription description = read(folder);

    assertThat(samples.stream("wheel_speed").get(0).time()).isEqualTo(2_500_000_000L);
    assertThat(samples.stream("gnss_2").get(0).time()).isEqualTo(1_000_000_000L);
    assertThat(description.videos().get(0).camera()).isEqualTo("rear");
    assertThat(description.clock().utcOfZero())
        .contains(Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000);
  }

  private static final String TRACK =
      "<gpx><trk><trkseg><trkpt lat='1' lon='2'><time>2019-11-18T23:45:15Z</time></trkpt>"
          + "</trkseg></trk></gpx>";

  /** The camera's own fix tells when its video began. */
  @Test
  void tiesATrackBesideAVideoToItsClock() throws IOException {
    Path video = folder.resolve("video.mp4");
    Files.copy(SharedRecordings.path("video/gopro-max-heromode.mp4"), video);
    put("video.gpx", TRACK);

    RecordingDescription description = read(video, folder.resolve("video.gpx"));

    assertThat(samples.stream("gnss_2").get(0).time() / 1_000_000).isEqualTo(1016);
    assertThat(rules(description)).containsExactly("GPMF-UNREAD", "INGEST-UNREAD");
  }

  @Test
  void leavesATrackOutThatCannotBeTiedToTheVideo() throws IOException {
    Path video = folder.resolve("video.mp4");
    Files.copy(SharedRecordings.path("video/mapillary-sample-5s.mp4"), video);
    put("video.gpx", TRACK);

    RecordingDescription description = read(folder);

    assertThat(samples.streams()).isEmpty();
    assertThat(rules(description)).contains("INGEST-CLOCK-UNKNOWN");
  }

  @Test
  void saysWhenATrackIsTiedByTheCreationTimeOnly() throws IOException {
    Path video = folder.resolve("video.mp4");
    Files.copy(SharedRecordings.path("video/psd-testvideo.mp4"), video);
    put("video.gpx", TRACK);

    RecordingDescription description = read(folder);

    assertThat(samples.stream("gnss")).hasSize(1);
    assertThat(rules(description)).contains("INGEST-CLOCK-COARSE");
    assertThat(description.clock().utcOfZero()).isEmpty();
  }

  @Test
  void rejectsADeclarationOfFilesThatAreMissing() throws IOException {
    put("recording.yaml", "neural: 1\nvideo: {file: video.mp4}\n");

    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("RECORDING-YAML-FILE")
        .hasMessageContaining("Cannot find 'video.mp4'");
  }

  @Test
  void rejectsAVideoThatCannotBeOpened() throws IOException {
    put("video.mp4", "nothing");

    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("MEDIA-OPEN at video.mp4");
  }

  @Test
  void readsWhatIsThereOfATruncatedVideo() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedRecordings.path("video/mapillary-sample-5s.mp4"));
    Files.write(folder.resolve("video.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    try {
      read(folder);
    } catch (RejectedInputException e) {
      assertThat(e.findings().get(0).rule().family()).isEqualTo("MEDIA");
    }
    assertThat(frames.size()).isLessThan(171);
  }
}
