package net.neuralpro.pipelines.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads datasets of recipe {@code driving}, of synthesized recordings and of real ones, with other
 * people's readers.
 */
class ForeignReadersOfDatasetIT {
  private static final Path SCRIPTS = Path.of("../../connectors/lake/src/test/python");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static NeuralProcess neural;

  @BeforeAll
  static void curate() throws Exception {
    neural = new NeuralProcess(folder.resolve("home"));
    succeed("demo", "--output", folder.resolve("demo"), "--seed", 1);
    succeed("run", "driving", "--input", SharedData.file(""), "--output", folder.resolve("real"));
    for (String name : List.of("demo", "real")) {
      Files.write(
          folder.resolve(name + ".json"),
          ExpectedDataset.of(folder.resolve(name), Workspace.open(neural.home())));
    }
  }

  private static NeuralProcess.Ended succeed(Object... arguments) throws Exception {
    NeuralProcess.Ended ended = neural.run(arguments);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "real"})
  void leRobotReadsWhatTheOperatorsMade(String dataset) throws Exception {
    JsonNode buckets = expected(dataset).get("buckets");
    String output = read("lerobot", "read_with_lerobot.py", dataset);
    assertThat(buckets).isNotEmpty();
    for (JsonNode bucket : buckets) {
      int rows = bucket.get("rows").intValue();
      assertThat(output)
          .contains(
              "%s: %d episodes, %d rows, %d samples equal"
                  .formatted(
                      bucket.get("root").textValue(), bucket.get("episodes").size(), rows, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "real"})
  void theTableReadersReadWhatTheOperatorsMade(String dataset) throws Exception {
    JsonNode tables = expected(dataset).get("tables");
    String output = read("tables", "read_with_tables.py", dataset);
    assertThat(output).contains(tables.size() + " tables equal");
    for (JsonNode table : tables) {
      if (table.has("recordSet")) {
        assertThat(output)
            .contains(
                "croissant %s: %d records"
                    .formatted(table.get("recordSet").textValue(), table.get("rows").intValue()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "real"})
  void theLineageIsReadAsProvAndAsOpenLineage(String dataset) throws Exception {
    Path prov = folder.resolve(dataset + ".prov.json");
    Path events = folder.resolve(dataset + ".events.jsonl");
    for (Object[] export : new Object[][] {{"prov", prov}, {"openlineage", events}}) {
      succeed("lineage", folder.resolve(dataset), "--format", export[0], "--output", export[1]);
    }
    int derivations =
        Files.readAllLines(folder.resolve(dataset).resolve("lineage/derivations.jsonl")).size();
    Path exports = folder.resolve(dataset + "-exports.json");
    JSON.writeValue(exports.toFile(), List.of(prov.toString(), events.toString()));
    assertThat(read("lineage", "read_with_lineage.py", dataset, exports))
        .contains("prov: " + derivations + " activities")
        .contains("of " + (derivations + 1) + " runs equal");
  }

  @Test
  void verificationFindsTheDatasetsWellFormed() throws Exception {
    for (String dataset : List.of("demo", "real")) {
      assertThat(succeed("verify", folder.resolve(dataset)).out()).contains("LeRobot v3.0 in ");
    }
  }

  @Test
  void verificationNamesWhatIsWrongUnderAGenuineRoot() throws Exception {
    Path copy = Folders.copy(folder.resolve("demo"), folder.resolve("copies/demo"));
    String name = expected("demo").at("/buckets/0/root").textValue() + "/meta/info.json";
    String info = Files.readString(copy.resolve(name));
    Files.writeString(
        copy.resolve(name), info.replaceAll("\"total_frames\" : \\d+", "\"total_frames\" : 7"));
    rootAnew(copy, name);
    assertThat(neural.run("verify", copy, "--bytes-only").exit()).isZero();
    NeuralProcess.Ended ended = neural.run("verify", copy);
    assertThat(ended.exit()).as(ended.toString()).isEqualTo(Exit.ALTERED);
    assertThat(ended.out()).contains("LEROBOT-FRAME-COUNT " + name);
    JsonNode report = neural.run("verify", copy, "--json").json();
    assertThat(report.get("verified").booleanValue()).isFalse();
    assertThat(report.at("/findings/0/rule").textValue()).isEqualTo("LEROBOT-FRAME-COUNT");
    assertThat(report.at("/findings/0/place").textValue()).isEqualTo(name);
  }

  /** Writes manifest and root over a file as it is now, as a forger would. */
  private static void rootAnew(Path dataset, String changed) throws IOException {
    DatasetVersion version = DatasetFolder.open(dataset).version();
    List<DatasetFile> files = new ArrayList<>(version.files());
    files.removeIf(file -> file.path().equals(changed));
    byte[] bytes = Files.readAllBytes(dataset.resolve(changed));
    files.add(
        new DatasetFile(
            changed,
            new ContentFiles(new MemoryBlockStore()).add(bytes),
            bytes.length,
            HexFormat.of().formatHex(Sha256.of(bytes))));
    Block manifest =
        new DatasetVersion(
                version.neural(),
                version.recipe(),
                version.parent(),
                version.lineage(),
                version.totals(),
                files)
            .block();
    String root = "root " + manifest.cid() + "\n";
    String digest = HexFormat.of().formatHex(Sha256.of(root.getBytes(US_ASCII)));
    Files.write(dataset.resolve(DatasetVersion.MANIFEST), manifest.bytes());
    Files.writeString(dataset.resolve(DatasetVersion.ROOT), root + "sha256 " + digest + "\n");
  }

  private static JsonNode expected(String dataset) throws IOException {
    return JSON.readTree(folder.resolve(dataset + ".json").toFile());
  }

  private static String read(String readers, String script, String dataset) throws Exception {
    return read(readers, script, dataset, folder.resolve(dataset + ".json"));
  }

  private static String read(String readers, String script, String dataset, Path expected)
      throws Exception {
    Path output = folder.resolve(dataset + "-" + readers + ".txt");
    Process process =
        new ProcessBuilder(
                Path.of("target/foreign-readers", readers, "bin/python").toString(),
                SCRIPTS.resolve(script).toString(),
                folder.resolve(dataset).toString(),
                expected.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String text = Files.readString(output);
    assertThat(status).as(text).isZero();
    return text;
  }
}
