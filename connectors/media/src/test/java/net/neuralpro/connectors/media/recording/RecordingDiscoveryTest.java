package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.connectors.media.recording.RecordingDiscovery.Discovery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingDiscoveryTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("in"));
  }

  private void put(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private static List<String> recordings(Discovery discovery) {
    return discovery.recordings().stream()
        .map(
            recording ->
                recording.name()
                    + recording.files().stream().map(DiscoveredRecording.Member::path).toList())
        .toList();
  }

  private static List<String> findings(Discovery discovery) {
    return discovery.findings().stream()
        .map(finding -> finding.rule() + " " + finding.place())
        .toList();
  }

  @Test
  void groupsVideosWithTheTelemetryOfTheirName() throws IOException {
    put("a.mp4", "a.SRT", "a.gpx", "b.MKV", "c.srt", "d/e.avi", "d/a.gpx");

    Discovery discovery = RecordingDiscovery.discover(List.of(folder));

    assertThat(recordings(discovery))
        .containsExactly(
            "in/a.mp4[a.SRT, a.gpx, a.mp4]",
            "in/b.MKV[b.MKV]",
            "in/c.srt[c.srt]",
            "in/d/a.gpx[a.gpx]",
            "in/d/e.avi[e.avi]");
    assertThat(discovery.findings()).isEmpty();
  }

  @Test
  void takesAFolderWithADeclarationOrPosesAsOne() throws IOException {
    put("drive/recording.yaml", "drive/video.mp4", "drive/logs/imu.csv", "drive/README.md");
    put("drive/x.manifest.json", "40/global_pose/frame_times", "40/processed_log/CAN/speed/t");

    Discovery discovery = RecordingDiscovery.discover(List.of(folder));

    assertThat(recordings(discovery))
        .containsExactly(
            "in/40[global_pose/frame_times, processed_log/CAN/speed/t]",
            "in/drive[logs/imu.csv, recording.yaml, video.mp4]");
    assertThat(findings(discovery)).containsExactly("INGEST-IGNORED in/drive/README.md");
  }

  @Test
  void tellsEverythingThatIsNoRecording() throws IOException {
    put("a.csv", "b.raw", "c.ulg", "LICENSE", "notes.txt", ".hidden", "v.mp4.manifest.json");

    Discovery discovery = RecordingDiscovery.discover(List.of(folder, temporary.resolve("no")));

    assertThat(discovery.recordings()).isEmpty();
    assertThat(findings(discovery))
        .containsExactlyInAnyOrder(
            "INGEST-UNDECLARED in/a.csv",
            "INGEST-NO-CLOCK in/b.raw",
            "INGEST-UNSUPPORTED in/c.ulg",
            "INGEST-IGNORED in/LICENSE",
            "INGEST-IGNORED in/notes.txt",
            "INGEST-IGNORED in/.hidden",
            "INGEST-MISSING " + temporary.resolve("no"));
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(temporary.resolve("secret.mp4"), "");
    put("a.mp4");
    Files.createSymbolicLink(folder.resolve("b.mp4"), outside);
    Files.createSymbolicLink(folder.resolve("c.mp4"), folder.resolve("a.mp4"));
    Files.createSymbolicLink(folder.resolve("up"), temporary);
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));

    Discovery discovery = RecordingDiscovery.discover(List.of(folder));

    assertThat(recordings(discovery)).containsExactly("in/a.mp4[a.mp4]", "in/c.mp4[c.mp4]");
    assertThat(findings(discovery))
        .containsExactly("INGEST-LINK in/b.mp4", "INGEST-LINK in/loop", "INGEST-LINK in/up");
  }

  @Test
  void doesNotDependOnTheOrderOfInputs() throws IOException {
    put("a.mp4", "a.srt", "b.mp4", "c/recording.yaml", "c/d.mp4");
    List<Path> inputs = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(inputs::add);
    }
    Discovery first = RecordingDiscovery.discover(inputs);
    Collections.reverse(inputs);
    inputs.add(inputs.get(0));

    assertThat(RecordingDiscovery.discover(inputs)).isEqualTo(first);
    assertThat(recordings(first))
        .containsExactly("c[d.mp4, recording.yaml]", "in/a.mp4[a.mp4, a.srt]", "in/b.mp4[b.mp4]");
  }

  @Test
  void findsTheSharedRecordings() throws IOException {
    Discovery discovery = RecordingDiscovery.discover(List.of(SharedRecordings.path("")));

    assertThat(discovery.recordings()).hasSize(10);
    assertThat(discovery.recordings().get(0).name()).endsWith("/sensors/comma2k19");
    assertThat(discovery.recordings().get(0).files()).hasSize(37);
    assertThat(discovery.findings()).hasSize(6);
  }
}
