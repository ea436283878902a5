package net.neuralpro.connectors.lake.lerobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.neuralpro.connectors.lake.Tables;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.connectors.lake.parquet.ParquetTableWriter;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeRobotVerifierTest {
  private static final String VIDEO =
      LeRobotLayout.videoPath(SampleDataset.CAMERA, FileNumber.FIRST);
  private static final String DATA = LeRobotLayout.dataPath(FileNumber.FIRST);
  private static final String EPISODES = LeRobotLayout.episodesPath(FileNumber.FIRST);
  private static final String FROM = "videos/" + SampleDataset.CAMERA + "/from_timestamp";

  @TempDir private Path root;

  private interface Corruption {
    void apply(Path root) throws IOException;
  }

  private interface Change {
    void apply(Batch batch);
  }

  private void writeGoodSet() throws IOException {
    DatasetPlan plan = SampleDataset.plan(new FileLimits(2, 1, 1, 100));
    SampleDataset.write(plan, root);
    for (Map.Entry<Path, Integer> video : SampleDataset.videos(plan).entrySet()) {
      Path file = root.resolve(video.getKey());
      Files.createDirectories(file.getParent());
      byte[] content = ("frames " + video.getValue()).getBytes(StandardCharsets.US_ASCII);
      Files.write(
          file,
          ByteBuffer.allocate(8 + content.length)
              .putInt(8 + content.length)
              .put("mdat".getBytes(StandardCharsets.US_ASCII))
              .put(content)
              .array());
    }
  }

  /** Reads what {@link #writeGoodSet} wrote in place of videos. */
  private static VideoFrames.Decoded decode(Path file) throws IOException {
    String content = Files.readString(file, StandardCharsets.ISO_8859_1).substring(8);
    if (!content.matches("frames \\d+")) {
      return new VideoFrames.Decoded(List.of(), 0, 0, Optional.of("frame 0 cannot be decoded"));
    }
    int count = Integer.parseInt(content.substring(7));
    List<Double> seconds = new ArrayList<>();
    for (int frame = 0; frame < count; frame++) {
      seconds.add(frame / 10.0);
    }
    return new VideoFrames.Decoded(seconds, 64, 48, Optional.empty());
  }

  private List<Finding> verify() throws IOException {
    return new LeRobotVerifier(root, LeRobotVerifierTest::decode).verify();
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static void rewrite(Path file, Set<String> columns, Change change) throws IOException {
    List<Batch> batches;
    TableSchema schema;
    Map<String, String> footer;
    try (ParquetTableReader reader =
        new ParquetTableReader(Files.newByteChannel(file), file.toString(), columns)) {
      schema = reader.schema();
      footer = reader.footer();
      batches = Tables.read(reader);
    }
    change.apply(batches.get(0));
    Tables.write(
        new ParquetTableWriter(
            schema, ParquetLayout.RANDOM_ACCESS, footer, Files.newOutputStream(file)),
        batches);
  }

  private static Corruption data(Change change) {
    return root -> rewrite(root.resolve(DATA), Set.of(), change);
  }

  private static Corruption episodes(Change change) {
    Set<String> columns = new LinkedHashSet<>();
    for (String name :
        List.of("episode_index", "length", "dataset_from_index", "dataset_to_index")) {
      columns.add(name);
    }
    columns.addAll(List.of("data/chunk_index", "data/file_index", FROM));
    for (String name : List.of("chunk_index", "file_index", "to_timestamp")) {
      columns.add("videos/" + SampleDataset.CAMERA + "/" + name);
    }
    return root -> rewrite(root.resolve(EPISODES), columns, change);
  }

  static Stream<Arguments> corruptions() {
    return Stream.of(
        arguments(
            "LEROBOT-EPISODE-COUNT",
            (Corruption)
                root ->
                    replace(
                        root.resolve("meta/info.json"),
                        "\"total_episodes\" : 6",
                        "\"total_episodes\" : 7")),
        arguments(
            "LEROBOT-FRAME-RATE",
            (Corruption)
                root -> replace(root.resolve("meta/info.json"), "\"fps\" : 10", "\"fps\" : 12")),
        arguments(
            "LEROBOT-EPISODE-RANGE", episodes(batch -> batch.longs("dataset_from_index")[2] += 5)),
        arguments("LEROBOT-VIDEO-RANGE", episodes(batch -> batch.doubles(FROM)[1] += 0.5)),
        arguments("LEROBOT-TIMESTAMP-ORDER", data(batch -> batch.floats("timestamp")[5] = 0.35f)),
        arguments("LEROBOT-NOT-FINITE", data(batch -> batch.floats("action")[7] = Float.NaN)),
        arguments(
            "LEROBOT-STATISTICS-MISSING",
            (Corruption) root -> Files.delete(root.resolve("meta/stats.json"))),
        arguments(
            "LEROBOT-FRAME-COUNT",
            (Corruption)
                root ->
                    replace(
                        root.resolve("meta/info.json"),
                        "\"total_frames\" : 105",
                        "\"total_frames\" : 106")),
        arguments("LEROBOT-VIDEO-END", episodes(batch -> batch.doubles(FROM)[1] = 99)),
        arguments("LEROBOT-TIMESTAMP-GRID", data(batch -> batch.floats("timestamp")[5] += 0.03f)),
        arguments(
            "LEROBOT-VIDEO-TRUNCATED",
            (Corruption)
                root -> {
                  byte[] bytes = Files.readAllBytes(root.resolve(VIDEO));
                  Files.write(root.resolve(VIDEO), Arrays.copyOf(bytes, bytes.length - 1));
                }),
        arguments(
            "LEROBOT-VIDEO-DAMAGED",
            (Corruption)
                root -> {
                  byte[] bytes = Files.readAllBytes(root.resolve(VIDEO));
                  bytes[10] ^= 1;
                  Files.write(root.resolve(VIDEO), bytes);
                }),
        arguments("LEROBOT-TASK-RANGE", data(batch -> batch.longs("task_index")[9] = 2)),
        arguments(
            "LEROBOT-TASK-INDEX",
            (Corruption)
                root -> {
                  Path file = root.resolve("meta/tasks.parquet");
                  List<Batch> batches;
                  try (ParquetTableReader reader =
                      new ParquetTableReader(Files.newByteChannel(file), "tasks")) {
                    batches = Tables.read(reader);
                  }
                  Tables.write(
                      new ParquetTableWriter(
                          batches.get(0).schema(),
                          ParquetLayout.RANDOM_ACCESS,
                          Files.newOutputStream(file)),
                      batches);
                }),
        arguments(
            "LEROBOT-VIDEO-LENGTH",
            (Corruption) root -> replace(root.resolve(VIDEO), "frames 37", "frames 36")),
        arguments(
            "LEROBOT-VIDEO-SIZE",
            (Corruption) root -> replace(root.resolve("meta/info.json"), " 48,\n", " 50,\n")),
        arguments("LEROBOT-ROW-INDEX", data(batch -> batch.longs("index")[9] = 2)),
        arguments(
            "LEROBOT-SPLIT-RANGE",
            (Corruption) root -> replace(root.resolve("meta/info.json"), "0:4", "0:5")),
        arguments("LEROBOT-FILE-MISSING", (Corruption) root -> Files.delete(root.resolve(VIDEO))),
        arguments("LEROBOT-FILE-MISSING", (Corruption) root -> Files.delete(root.resolve(DATA))),
        arguments(
            "LEROBOT-INFO-MALFORMED",
            (Corruption) root -> replace(root.resolve("meta/info.json"), "\"fps\"", "\"fbs\"")),
        arguments(
            "LEROBOT-FEATURE-MISMATCH",
            (Corruption) root -> replace(root.resolve("meta/info.json"), "\"action\"", "\"pose\"")),
        arguments(
            "PARQUET-MALFORMED",
            (Corruption) root -> Files.write(root.resolve(DATA), new byte[] {1, 2, 3})));
  }

  @Test
  void findsNothingInAGoodSet() throws IOException {
    writeGoodSet();
    assertThat(verify()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("corruptions")
  void findsEachCorruptionAndNothingElse(String rule, Corruption corruption) throws IOException {
    writeGoodSet();
    corruption.apply(root);
    assertThat(verify())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.rule()).hasToString(rule));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta/info.json",
        "meta/stats.json",
        "meta/tasks.parquet",
        "meta/episodes/chunk-000/file-000.parquet",
        "data/chunk-000/file-000.parquet"
      })
  void survivesAnyBytesInAFile(String name) throws IOException {
    writeGoodSet();
    Path file = root.resolve(name);
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int round = 0; round < 60; round++) {
      byte[] bytes =
          Arrays.copyOf(good, round % 4 == 0 ? random.nextInt(good.length) : good.length);
      for (int flips = 1 + random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(file, bytes);
      assertThat(verify()).hasSizeLessThan(500);
    }
  }
}
