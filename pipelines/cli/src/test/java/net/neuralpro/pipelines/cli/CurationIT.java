package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job over all real recordings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CurationIT {
  private static final double GRAVITY = 9.81;

  @TempDir private static Path folder;
  private NeuralProcess neural;
  private Path dataset;
  private JsonNode summary;

  @BeforeAll
  void curate() throws Exception {
    neural = new NeuralProcess(folder.resolve("home"));
    dataset = folder.resolve("dataset");
    NeuralProcess.Ended ended = run();
    assertThat(ended.exit()).as(ended.toString()).isZero();
    summary = ended.json();
  }

  private NeuralProcess.Ended run(String... more) throws IOException, InterruptedException {
    List<Object> arguments = new ArrayList<>(List.of("run", "driving", "--json"));
    arguments.addAll(List.of("--input", SharedData.file("."), "--output", dataset));
    arguments.addAll(List.of(more));
    return neural.run(arguments.toArray());
  }

  @Test
  void everyInputHasARowInTheReport() throws IOException {
    SortedMap<String, JsonNode> rows = rows();
    List<String> given = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SharedData.file("."))) {
      files
          .filter(Files::isRegularFile)
          .map(file -> SharedData.file(".").relativize(file).toString())
          .forEach(given::add);
    }
    assertThat(given)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(rows.keySet())
                    .as(file)
                    .anyMatch(name -> file.equals(name) || file.startsWith(name + "/")));
    assertThat(fate("sensors/comma2k19")).isEqualTo("ACCEPTED");
    assertThat(fate("video/gopro-max-heromode.mp4")).isEqualTo("ACCEPTED");
    assertThat(fate("video/gopro-karma.mp4")).isEqualTo("ACCEPTED");
    assertThat(fate("video/intel-car-detection.mp4")).isEqualTo("ACCEPTED");
    assertThat(fate("video/mapillary-sample-5s.mp4")).isEqualTo("ACCEPTED");
    assertThat(rows.get("sensors/mapillary-sf_30km_h.gpx").toString())
        .contains("RECORDING-NO-FRAMES");
  }

  /** The rows of the report, by the place of the input in the shared folder. */
  private SortedMap<String, JsonNode> rows() throws IOException {
    SortedMap<String, JsonNode> rows = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(dataset.resolveSibling("dataset.run/report.jsonl"))) {
      JsonNode row = json.readTree(line);
      String name = row.get("name").textValue();
      rows.put(name.startsWith("data/") ? name.substring("data/".length()) : name, row);
    }
    return rows;
  }

  private String fate(String name) throws IOException {
    return rows().get(name).get("fate").textValue();
  }

  private Cid recording(String name) throws IOException {
    return DagJson.of(rows().get(name).get("recording"), Cid.class);
  }

  @Test
  void theShotsOfTheTestVideoStartAtItsCuts() throws IOException {
    List<Long> starts = new ArrayList<>();
    Cid frames = output("video/psd-testvideo.mp4", "examine", "frames");
    ContentFiles files = new ContentFiles(Workspace.open(neural.home()).blocks());
    try (TableReader reader = new ArrowFileReader(files.open(frames), "frames")) {
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        for (int row = 0; row < batch.get().rows(); row++) {
          if (!batch.get().texts("shot_start")[row].isEmpty()) {
            starts.add(batch.get().longs("frame")[row]);
          }
        }
      }
    }
    assertThat(starts).containsExactly(0L, 30L, 180L);
  }

  /** An output of an operator over a recording, as the dataset's lineage has it. */
  private Cid output(String name, String operator, String output) throws IOException {
    BlockStore blocks = Workspace.open(neural.home()).blocks();
    Cid files =
        SignedManifest.read(blocks.require(recording(name)).bytes())
            .publicHalf()
            .files()
            .block()
            .cid();
    Cid ingested = null;
    List<Lineage.DerivationLine> lines = new ArrayList<>();
    for (String line : Files.readAllLines(dataset.resolve(Lineage.DERIVATIONS))) {
      Lineage.DerivationLine derivation =
          DagJson.read(line.getBytes(StandardCharsets.UTF_8), Lineage.DerivationLine.class);
      lines.add(derivation);
      if (files.equals(derivation.derivation().inputs().get("files"))) {
        ingested = derivation.outputs().get("video");
      }
    }
    for (Lineage.DerivationLine line : lines) {
      if (line.derivation().operator().equals(operator)
          && line.derivation().inputs().get("video").equals(ingested)) {
        return line.outputs().get(output);
      }
    }
    throw new AssertionError("Cannot find " + operator + " of " + name);
  }

  @Test
  void theGoProClipHasPositionsAndMotionOnOneClock() throws IOException {
    Rows rows = rows("video/gopro-max-heromode.mp4");
    assertThat(rows.count()).isGreaterThan(50);
    rows.assertOnOneClock("accelerometer", 20_000_000);
    rows.assertOnOneClock("gyroscope", 20_000_000);
    rows.assertOnOneClock("gnss", 200_000_000);
    assertThat(rows.meanMagnitude("accelerometer")).isCloseTo(GRAVITY, within(1.0));
    assertThat(rows.meanMagnitude("gyroscope")).isLessThan(1);
    assertThat(rows.mean("gnss_latitude")).isCloseTo(33.127, within(0.001));
    assertThat(rows.mean("gnss_longitude")).isCloseTo(-117.327, within(0.001));
    assertThat(rows.mean("gnss_speed_2d")).isBetween(0.5, 2.0);
  }

  @Test
  void theDroneClipOfAnotherGenerationHasThemToo() throws IOException {
    Rows rows = rows("video/gopro-karma.mp4");
    assertThat(rows.count()).isGreaterThan(50);
    rows.assertOnOneClock("accelerometer", 20_000_000);
    rows.assertOnOneClock("gyroscope", 20_000_000);
    rows.assertOnOneClock("gnss", 260_000_000);
    assertThat(rows.meanMagnitude("accelerometer")).isCloseTo(GRAVITY, within(1.0));
    assertThat(rows.mean("gnss_latitude")).isCloseTo(33.125, within(0.01));
    assertThat(rows.mean("gnss_longitude")).isCloseTo(-117.335, within(0.01));
  }

  @Test
  void theCommaDriveHasItsPoses() throws IOException {
    Rows rows = rows("sensors/comma2k19");
    assertThat(rows.count()).isEqualTo(600);
    for (String stream : List.of("position", "orientation", "velocity")) {
      rows.assertOnOneClock(stream, 50_000_000);
    }
    assertThat(rows.meanMagnitude("position")).isCloseTo(6_371_000, within(20_000.0));
    assertThat(rows.meanMagnitude("velocity"))
        .isCloseTo(rows.mean("wheel_speed_value"), within(0.5));
  }

  /** The rows of the per-frame streams of a recording's clips. */
  private Rows rows(String name) throws IOException {
    List<Rows.Row> found = new ArrayList<>();
    Cid recording = recording(name);
    for (String line : Files.readAllLines(dataset.resolve(Lineage.CLIPS))) {
      ClipLine clip = DagJson.read(line.getBytes(StandardCharsets.UTF_8), ClipLine.class);
      if (clip.recording().equals(recording)) {
        Path file = dataset.resolve("streams/" + clip.bucket() + "/chunk-000/file-000.parquet");
        found.addAll(read(file, clip.episode()));
      }
    }
    return new Rows(found);
  }

  private static List<Rows.Row> read(Path file, int episode) throws IOException {
    List<Rows.Row> found = new ArrayList<>();
    try (TableReader reader = new ParquetTableReader(Files.newByteChannel(file), file.toString())) {
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        found.addAll(Rows.ofEpisode(batch.get(), episode));
      }
    }
    return found;
  }

  @Test
  void theDatasetIsWholeAndItsSamplesAreOfSignedRecordings() throws Exception {
    NeuralProcess.Ended verified = neural.run("verify", dataset);
    assertThat(verified.exit()).as(verified.toString()).isZero();
    NeuralProcess.Ended traced = neural.run("lineage", dataset, "17");
    assertThat(traced.exit()).as(traced.toString()).isZero();
    assertThat(traced.out())
        .contains("Dataset    " + root(summary))
        .contains("  ingest ", "  examine ", "  segment ")
        .contains("  signature   GENUINE");
  }

  @Test
  void aSecondRunExecutesNothingAndSaysSoBeforehand() throws Exception {
    NeuralProcess.Ended explained = run("--explain");
    assertThat(explained.exit()).as(explained.toString()).isZero();
    assertThat(explained.json().get("lines")).isEmpty();
    assertThat(explained.json().get("known").intValue()).isPositive();
    NeuralProcess.Ended again = run();
    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.json().get("executed")).isEmpty();
    assertThat(again.json().get("cached").intValue()).isPositive();
    assertThat(root(again.json())).isEqualTo(root(summary));
  }

  private static String root(JsonNode run) {
    return run.at("/root/~1").textValue();
  }
}
