package net.neuralpro.transforms.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.RecordingFiles;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.operators.InProcessExecutor;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.OperatorCatalogue;
import net.neuralpro.transforms.tables.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestOperatorTest {
  private static final OperatorCatalogue CATALOGUE =
      new OperatorCatalogue(List.of(new IngestOperator()));
  private static final IngestParameters PARAMETERS = new IngestParameters(new BigDecimal("0.01"));

  @TempDir private Path folder;

  private final MemoryBlockStore store = new MemoryBlockStore();

  private Outcome ingest(Map<String, Path> files) throws IOException {
    List<StreamFile> streams = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      streams.add(
          new StreamFile(
              file.getKey(),
              new ContentFiles(store).add(file.getValue()),
              Files.size(file.getValue())));
    }
    Block recording = new RecordingFiles(streams).block();
    store.put(recording);
    Derivation derivation =
        CATALOGUE.derive("ingest", PARAMETERS, Map.of("files", recording.cid()));
    return new InProcessExecutor(CATALOGUE, store).execute(derivation);
  }

  private static SortedMap<String, Cid> outputs(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Produced.class);
    return new TreeMap<>(((Outcome.Produced) outcome).outputs());
  }

  private Batch first(Cid table) throws IOException {
    try (TableReader reader = new Invocation(store, new TreeMap<>()).table(table)) {
      return reader.next().orElseThrow();
    }
  }

  private RecordingDescription description(SortedMap<String, Cid> outputs) throws IOException {
    return DagJson.read(store.require(outputs.get("recording")), RecordingDescription.class);
  }

  @Test
  void makesTablesOfAVideoAndItsTelemetry() throws IOException {
    Path video = SharedData.require("video/gopro-max-heromode.mp4");

    SortedMap<String, Cid> outputs = outputs(ingest(Map.of("video.mp4", video)));

    assertThat(outputs.keySet())
        .containsExactly(
            "frames",
            "recording",
            "series/accelerometer",
            "series/camera_orientation",
            "series/gnss",
            "series/gravity",
            "series/gyroscope",
            "series/image_orientation",
            "series/magnetometer",
            "video");
    assertThat(outputs).containsEntry("video", new ContentFiles(new MemoryBlockStore()).add(video));
    Batch frames = first(outputs.get("frames"));
    assertThat(frames.rows()).isEqualTo(315);
    assertThat(frames.longs("time_ns")).startsWith(0, 33_366_667).isSorted();
    assertThat(frames.flags("key")[0]).isTrue();
    assertThat(frames.integers("size")[0]).isPositive();
    Batch fixes = first(outputs.get("series/gnss"));
    assertThat(fixes.rows()).isEqualTo(191);
    assertThat(fixes.doubles("latitude"))
        .startsWith(33.12677, 33.1267696)
        .endsWith(33.1266676, 33.1266674);
    RecordingDescription description = description(outputs);
    assertThat(description.sensors()).hasSize(7);
    assertThat(description.videos().get(0).frames()).isEqualTo(315);
  }

  @Test
  void makesTheSameOutputsAgain() throws IOException {
    Path video = SharedData.require("video/gopro-karma.mp4");

    assertThat(ingest(Map.of("video.mp4", video))).isEqualTo(ingest(Map.of("video.mp4", video)));
  }

  @Test
  void readsParquetLogs() throws IOException {
    Path log = folder.resolve("log.parquet");
    TableSchema schema =
        TableSchema.of(Column.of("t", ColumnType.INT64), Column.of("v", ColumnType.FLOAT64));
    try (RowAppender rows =
        new RowAppender(
            new ParquetTableWriter(
                schema, ParquetLayout.RANDOM_ACCESS, Files.newOutputStream(log)))) {
      rows.set(0, 5L).set(1, 7.2).endRow();
    }
    Path declaration =
        Files.writeString(
            folder.resolve("recording.yaml"),
            """
            neural: 1
            sensors:
              - {file: log.parquet, kind: wheel_speed, time: {column: t, unit: us}, columns: {value: v}, unit: km/h}
            """);

    SortedMap<String, Cid> outputs =
        outputs(ingest(Map.of("log.parquet", log, "recording.yaml", declaration)));

    assertThat(outputs.keySet()).containsExactly("recording", "series/wheel_speed");
    Batch speeds = first(outputs.get("series/wheel_speed"));
    assertThat(speeds.longs("time_ns")).containsExactly(5000);
    assertThat(speeds.doubles("value")).containsExactly(2);
    assertThat(description(outputs).findings()).isEmpty();
  }

  @Test
  void rejectsAVideoThatIsNone() throws IOException {
    Path file = Files.writeString(folder.resolve("video.mp4"), "nothing");

    assertThat(ingest(Map.of("video.mp4", file)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.findings().get(0).toString())
                    .startsWith("ERROR MEDIA-OPEN at video.mp4"));
  }
}
