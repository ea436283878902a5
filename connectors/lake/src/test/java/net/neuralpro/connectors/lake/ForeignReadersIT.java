package net.neuralpro.connectors.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.lake.arrow.ArrowFileWriter;
import net.neuralpro.connectors.lake.croissant.Croissant;
import net.neuralpro.connectors.lake.croissant.DescribedFile;
import net.neuralpro.connectors.lake.croissant.DescribedTable;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.FileLimits;
import net.neuralpro.connectors.lake.lerobot.PlacedEpisode;
import net.neuralpro.connectors.lake.lerobot.SampleDataset;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what this room writes with other people's readers. */
class ForeignReadersIT {
  /** 105 grey frames at 10 per second: frame n has luma 16 + 2n, limited range. */
  private static final String VIDEO = "lerobot/brightness.mp4";

  private static final String BUCKET = "main";
  private static final TableSchema SCHEMA = Tables.schema(3);

  @TempDir private Path folder;
  private final List<Batch> batches = new ArrayList<>();
  private DatasetPlan plan;

  @BeforeEach
  void writeADataset() throws IOException {
    plan = SampleDataset.plan(FileLimits.REFERENCE);
    Path root = folder.resolve("dataset").resolve(BUCKET);
    SampleDataset.write(plan, root);
    Path video = root.resolve(SampleDataset.videos(plan).firstKey());
    Files.createDirectories(video.getParent());
    try (InputStream in = ForeignReadersIT.class.getResourceAsStream(VIDEO)) {
      Files.copy(in, video);
    }
    Random random = new Random(5);
    for (int rows : new int[] {Batch.MAX_ROWS, 17}) {
      batches.add(Tables.batch(SCHEMA, rows, random));
    }
    Path streams = Files.createDirectories(folder.resolve("dataset/streams"));
    Tables.write(
        new ArrowFileWriter(SCHEMA, Files.newOutputStream(streams.resolve("a.arrow"))), batches);
    for (String name : List.of("a.parquet", "b.parquet")) {
      OutputStream out = Files.newOutputStream(streams.resolve(name));
      Tables.write(new ParquetTableWriter(SCHEMA, ParquetLayout.RANDOM_ACCESS, out), batches);
    }
    Files.write(folder.resolve("dataset/croissant.json"), croissant().bytes());
    Files.write(folder.resolve("expected.json"), expected());
  }

  private Croissant croissant() throws IOException {
    Path dataset = folder.resolve("dataset");
    List<DescribedFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(dataset)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        files.add(
            new DescribedFile(
                dataset.relativize(file).toString(),
                file.toString().endsWith(".parquet")
                    ? DescribedFile.PARQUET
                    : "application/octet-stream",
                bytes.length,
                HexFormat.of().formatHex(Sha256.of(bytes))));
      }
    }
    String data = BUCKET + "/data/chunk-000/file-000.parquet";
    return new Croissant(
        "sample",
        "A sample.",
        List.of("https://spdx.org/licenses/CC0-1.0.html"),
        "1.0.0",
        "https://example.org/sample",
        "Nobody",
        Optional.empty(),
        files,
        List.of(
            new DescribedTable(
                "frames", "A frame.", plan.layout().dataSchema(), List.of(data), data),
            new DescribedTable(
                "streams",
                "A row.",
                SCHEMA,
                List.of("streams/a.parquet", "streams/b.parquet"),
                "streams/*.parquet")));
  }

  private byte[] expected() throws IOException {
    ObjectNode expected = JsonFiles.MAPPER.createObjectNode();
    ObjectNode bucket = expected.putArray("buckets").addObject();
    bucket.put("root", BUCKET).put("fps", 10).put("rows", plan.rows());
    ObjectNode splits = bucket.putObject("splits");
    plan.splits().forEach((split, range) -> splits.put(split.label(), range[0] + ":" + range[1]));
    ArrayNode episodes = bucket.putArray("episodes");
    ArrayNode samples = bucket.putArray("samples");
    for (PlacedEpisode episode : plan.episodes()) {
      episodes.addObject().put("task", episode.episode().task()).put("length", episode.length());
      for (int row = 0; row < episode.length(); row++) {
        ObjectNode sample = samples.addObject();
        sample.put("index", episode.firstRow() + row);
        ObjectNode values = sample.putObject("values");
        values.putArray("observation.state").add(episode.index()).add(row / 8f).add(-row);
        values.putArray("action").add(row % 5).add(0);
        values.putArray("action_valid").add(true).add(row % 3 == 0);
        values.put("speed_valid", row % 2 == 0);
        values.put("capture_time_ns", 1_700_000_000_000_000_000L + row * 100_000_001L);
        double shade = (2.0 * (episode.firstRow() + row)) * 255 / 219;
        sample.putObject("luma").put(SampleDataset.CAMERA, shade);
      }
    }
    ArrayNode tables = expected.putArray("tables");
    for (String path : List.of("streams/a.arrow", "streams/a.parquet")) {
      table(tables.addObject(), path);
    }
    return JsonFiles.pretty(expected);
  }

  private void table(ObjectNode table, String path) {
    table.put("path", path).put("rows", Batch.MAX_ROWS + 17);
    ArrayNode columns = table.putArray("columns");
    SCHEMA.columns().forEach(column -> columns.add(column.name()));
    ArrayNode samples = table.putArray("samples");
    for (int row : new int[] {0, 1, 1023, 1024, Batch.MAX_ROWS - 1, Batch.MAX_ROWS + 16}) {
      ObjectNode sample = samples.addObject();
      sample.put("row", row);
      ObjectNode values = sample.putObject("values");
      Batch batch = batches.get(row / Batch.MAX_ROWS);
      for (Column column : SCHEMA.columns()) {
        ArrayNode elements = JsonFiles.MAPPER.createArrayNode();
        for (int element = 0; element < column.width(); element++) {
          add(
              elements,
              batch.values(column.name()),
              row % Batch.MAX_ROWS * column.width() + element);
        }
        values.set(column.name(), column.width() == 1 ? elements.get(0) : elements);
      }
    }
  }

  private static void add(ArrayNode elements, Values values, int index) {
    if (values instanceof Values.Longs longs) {
      elements.add(longs.array()[index]);
    } else if (values instanceof Values.Integers integers) {
      elements.add(integers.array()[index]);
    } else if (values instanceof Values.Doubles doubles) {
      elements.add(doubles.array()[index]);
    } else if (values instanceof Values.Floats floats) {
      elements.add(floats.array()[index]);
    } else if (values instanceof Values.Flags flags) {
      elements.add(flags.array()[index]);
    } else if (values instanceof Values.Texts texts) {
      elements.add(texts.array()[index]);
    }
  }

  @Test
  void leRobotReadsWhatWasWritten() throws Exception {
    assertThat(run("lerobot", "read_with_lerobot.py", dataset(), expectedFile()))
        .contains("main: 6 episodes, 105 rows, 105 samples equal");
  }

  @Test
  void theTableReadersReadWhatWasWritten() throws Exception {
    assertThat(run("tables", "read_with_tables.py", dataset(), expectedFile()))
        .contains("croissant frames: 105 records", "croissant streams: 8226 records")
        .contains("2 tables equal");
  }

  private Path dataset() {
    return folder.resolve("dataset");
  }

  private Path expectedFile() {
    return folder.resolve("expected.json");
  }

  @Test
  void readsWhatOthersWrote() throws Exception {
    Path tables = Files.createDirectories(folder.resolve("theirs"));
    run("tables", "write_tables.py", tables);
    for (String name : List.of("snappy", "gzip", "zstd", "none", "plain", "duckdb")) {
      Path file = tables.resolve(name + ".parquet");
      try (TableReader reader = new ParquetTableReader(Files.newByteChannel(file), name)) {
        assertThat(reader.schema().columns().get(reader.schema().require("stamp")).unit())
            .isEqualTo("us");
        assertRows(reader, name);
      }
    }
    try (TableReader reader = arrow(tables.resolve("whole.arrow"))) {
      assertRows(reader, "whole.arrow");
    }
    assertThatThrownBy(() -> arrow(tables.resolve("packed.arrow")).next())
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("ARROW-UNSUPPORTED")
        .hasMessageContaining("Cannot read compressed record batches");
    assertThatThrownBy(() -> arrow(tables.resolve("nulls.arrow")).next())
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("ARROW-UNSUPPORTED");
  }

  private static TableReader arrow(Path file) throws IOException {
    return new ArrowFileReader(Files.newByteChannel(file), file.getFileName().toString());
  }

  private static void assertRows(TableReader reader, String name) throws IOException {
    int row = 0;
    for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
      for (int index = 0; index < batch.get().rows(); index++) {
        assertRow(batch.get(), index, row, name + " row " + row);
        row++;
      }
    }
    assertThat(row).as(name).isEqualTo(10_000);
  }

  private static void assertRow(Batch batch, int index, int row, String place) {
    assertThat(batch.longs("whole")[index]).as(place).isEqualTo(3L * row);
    assertThat(batch.doubles("half")[index]).as(place).isEqualTo(row / 2.0);
    assertThat(batch.texts("text")[index]).as(place).isEqualTo("t" + row % 5);
    assertThat(batch.flags("flag")[index]).as(place).isEqualTo(row % 2 == 0);
    if (batch.schema().indexOf("pair").isPresent()) {
      assertThat(batch.floats("pair")[2 * index + 1]).as(place).isEqualTo((float) -row);
    }
    if (batch.schema().indexOf("missing").isPresent()) {
      Float expected = row % 7 == 0 ? Float.NaN : row;
      assertThat(batch.floats("missing")[index]).as(place).isEqualTo(expected);
      assertThat(batch.longs("stamp")[index]).as(place).isEqualTo(row);
    }
  }

  private String run(String readers, String script, Path... arguments) throws Exception {
    Path python = Path.of("target/foreign-readers", readers, "bin/python").toAbsolutePath();
    Path output = folder.resolve(readers + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                python.toString(), Path.of("src/test/python", script).toAbsolutePath().toString()));
    Stream.of(arguments).map(Path::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(status).as(text).isZero();
    return text;
  }
}
