package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and files with nothing in them that could be used: a person is told so. */
class NothingThereTest {
  private static final String TRACK =
      """
      <gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>
      <trkpt lat="47.1" lon="8.1"><time>2024-05-01T10:00:00Z</time></trkpt>
      <trkpt lat="47.2" lon="8.1"><time>2024-05-01T10:00:01Z</time></trkpt>
      </trkseg></trk></gpx>
      """;

  @TempDir Path folder;

  private Path empty;
  private NeuralProcess neural;

  @BeforeEach
  void makesAnEmptyFolder() throws IOException {
    empty = Files.createDirectory(folder.resolve("empty"));
    neural = new NeuralProcess(folder.resolve("home"));
  }

  @Test
  void saysThatThereIsNothingToInspect() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("inspect", empty);
    assertThat(ended.exit()).isEqualTo(Exit.REJECTED);
    assertThat(ended.err()).contains("Cannot find a recording in " + empty);
  }

  @Test
  void saysThatThereIsNothingToSubmit() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("submit", empty, folder.resolve("missing.mp4"));
    assertThat(ended.exit()).isEqualTo(Exit.REJECTED);
    assertThat(ended.err())
        .contains("Cannot find a recording to submit in")
        .contains("ERROR INGEST-MISSING at ");
  }

  @Test
  void tellsScriptsWhoSubmitsAndWhatWasNoRecording() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("submit", "--json", folder.resolve("missing.mp4"));
    assertThat(ended.exit()).isEqualTo(Exit.REJECTED);
    assertThat(ended.json().path("contributor").asText()).startsWith("0x");
    assertThat(ended.json().path("submissions")).isEmpty();
    assertThat(ended.json().at("/findings/0/rule").asText()).isEqualTo("INGEST-MISSING");
  }

  @Test
  void namesTheSecondOfTwoEqualRecordings() throws IOException, InterruptedException {
    Path tracks = Files.createDirectory(folder.resolve("tracks"));
    Files.writeString(tracks.resolve("a.gpx"), TRACK);
    Files.writeString(tracks.resolve("b.gpx"), TRACK);
    NeuralProcess.Ended ended =
        neural.run("run", "driving", "--input", tracks, "--output", folder.resolve("dataset"));
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(Exit.REJECTED);
    assertThat(ended.out())
        .contains("left out   tracks/b.gpx")
        .contains("DEDUP-DUPLICATE at tracks/b.gpx: It is the same recording as tracks/a.gpx");
  }

  @Test
  void remindsOfTheLicenceAndKeepsWhatWasSigned() throws IOException, InterruptedException {
    Path track = folder.resolve("track.gpx");
    Files.writeString(track, TRACK);
    NeuralProcess.Ended unlicensed = neural.run("submit", track, "--manifests");
    assertThat(unlicensed.exit()).as(unlicensed.toString()).isZero();
    assertThat(unlicensed.out()).contains("WARNING LICENCE-MISSING", "--licence CC-BY-4.0");
    NeuralProcess.Ended late = neural.run("submit", track, "--licence", "CC-BY-4.0");
    assertThat(late.exit()).isZero();
    assertThat(late.err()).contains("stays as it was signed; remove ", "track.gpx.manifest.json");
  }
}
