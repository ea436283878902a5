package net.neuralpro.pipelines.flows.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import net.neuralpro.schemas.rules.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StructureVerificationTest {
  private static final String DATA = WrittenDataset.BUCKET + "/data/chunk-000/file-000.parquet";

  @TempDir private Path folder;
  private WrittenDataset dataset;

  private interface Change {
    byte[] of(byte[] bytes) throws IOException;
  }

  @BeforeEach
  void write() throws IOException {
    dataset = WrittenDataset.in(folder.resolve("dataset"));
  }

  private List<Finding> verify() throws IOException, InterruptedException {
    assertThat(DatasetVerification.verify(dataset.folder(), bytes -> {})).isEmpty();
    return new StructureVerification(DatasetFolder.open(dataset.folder())).verify(2, bytes -> {});
  }

  @Test
  void findsNothingInAGoodSet() throws Exception {
    assertThat(verify()).isEmpty();
  }

  @Test
  void tellsOfAllBytesOfTheVideos() throws Exception {
    StructureVerification structure =
        new StructureVerification(DatasetFolder.open(dataset.folder()));
    AtomicLong seen = new AtomicLong();
    structure.verify(1, seen::addAndGet);
    assertThat(seen.get())
        .isEqualTo(structure.videoBytes())
        .isEqualTo(Files.size(dataset.file(WrittenDataset.VIDEO)));
    assertThat(structure.buckets()).containsExactly(WrittenDataset.BUCKET);
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            WrittenDataset.INFO,
            "LEROBOT-FRAME-COUNT",
            "\"total_frames\" : 105",
            "\"total_frames\" : 104"),
        change(WrittenDataset.INFO, "LEROBOT-VIDEO-SIZE", " 64,\n", " 48,\n"),
        change(WrittenDataset.INFO, "LEROBOT-INFO-MALFORMED", "\"fps\"", "\"fsp\""),
        arguments(
            WrittenDataset.VIDEO,
            "LEROBOT-VIDEO-DAMAGED",
            (Change) StructureVerificationTest::damaged),
        arguments(
            WrittenDataset.VIDEO,
            "LEROBOT-VIDEO-TRUNCATED",
            (Change) bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
        arguments(
            WrittenDataset.VIDEO,
            "LEROBOT-VIDEO-DAMAGED",
            (Change) bytes -> new byte[] {0, 0, 0, 9, 'm', 'd', 'a', 't', 1}),
        arguments(DATA, "PARQUET-MALFORMED", (Change) bytes -> new byte[] {1, 2, 3}));
  }

  private static Arguments change(String file, String rule, String from, String to) {
    return arguments(
        file,
        rule,
        (Change)
            bytes -> {
              String text = new String(bytes, StandardCharsets.UTF_8);
              assertThat(text).contains(from);
              return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
            });
  }

  /** Overwrites the coded pictures, not the boxes around them. */
  private static byte[] damaged(byte[] bytes) {
    byte[] damaged = bytes.clone();
    Arrays.fill(damaged, bytes.length / 2, bytes.length / 2 + 200, (byte) 0xa5);
    return damaged;
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("changes")
  void namesWhatIsWrongUnderAGenuineRoot(String file, String rule, Change change) throws Exception {
    Files.write(dataset.file(file), change.of(Files.readAllBytes(dataset.file(file))));
    dataset.root();
    assertThat(verify())
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.rule()).hasToString(rule))
        .first()
        .satisfies(finding -> assertThat(finding.place()).startsWith(WrittenDataset.BUCKET));
  }

  @Test
  void namesAFileThatNeitherManifestNorFolderHas() throws Exception {
    Files.delete(dataset.file(WrittenDataset.INFO));
    dataset.root();
    assertThat(verify())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).hasToString("LEROBOT-FILE-MISSING");
              assertThat(finding.place()).isEqualTo(WrittenDataset.INFO);
            });
  }
}
