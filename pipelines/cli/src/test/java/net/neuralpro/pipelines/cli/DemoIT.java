package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.pipelines.flows.dataset.SampleProver;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.DagJsonLines;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.proof.SampleProof;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as a newcomer runs it, in a process of its own. */
class DemoIT {
  /** Hashes on the way from a leaf to the root among a thousand million samples. */
  private static final int LARGEST_PATH = 30;

  /** Bytes of a hash on the way. */
  private static final int HASH = 67;

  /** The most bytes of an anchor, about. */
  private static final int ANCHOR = 320;

  @TempDir private static Path folder;
  private static NeuralProcess neural;
  private static Path dataset;
  private static NeuralProcess.Ended first;
  private static long milliseconds;

  @BeforeAll
  static void runsTheDemonstration() throws IOException, InterruptedException {
    neural = new NeuralProcess(folder.resolve("home"));
    dataset = folder.resolve("demo");
    long start = System.nanoTime();
    first = neural.run("demo", "--output", dataset);
    milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertThat(first.exit()).as(first.toString()).isZero();
  }

  @Test
  void namesEveryPlantedFault() {
    assertThat(first.out())
        .doesNotContain("NOT FOUND")
        .contains("MANIFEST-UNSIGNED", "MANIFEST-SIGNATURE", "VIDEO-CUT", "VIDEO-GAP")
        .contains("SCORE-FROZEN", "SCORE-BLACK", "VIDEO-CORRUPT", "SENSOR-NAN")
        .contains("SENSOR-COVERAGE", "GNSS-FIX", "LICENCE-MISSING", "DEDUP-DUPLICATE");
  }

  @Test
  void endsWithTheSameRootElsewhereOneAtATimeThoughKilled()
      throws IOException, InterruptedException {
    Kills kills = new Kills(milliseconds);
    Path place = folder.resolve("elsewhere");
    while (!kills.areOver()) {
      kills.strike(demoAt(place)).ifPresent(ended -> assertThat(ended.exit()).isZero());
      if (Files.exists(place.resolve("demo"))) {
        assertSameRoot(place);
        place = place.resolve("further");
      }
    }
    NeuralProcess.Ended ended = demoAt(place).await();
    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertSameRoot(place);
  }

  private static NeuralProcess.Running demoAt(Path place) throws IOException {
    return new NeuralProcess(place.resolve("home"))
        .start("demo", "--output", place.resolve("demo"), "--parallelism", 1);
  }

  private static void assertSameRoot(Path place) {
    assertThat(place.resolve("demo/ROOT")).hasSameTextualContentAs(dataset.resolve("ROOT"));
  }

  @Test
  void executesNothingAgain() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("demo", "--output", dataset);
    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertThat(ended.out()).containsPattern("\\b(0|No) derivations were executed");
  }

  @Test
  void isWhole() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("verify", dataset);
    assertThat(ended.exit()).as(ended.toString()).isZero();
  }

  @Test
  void tracesASampleToItsSignedRecording() throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run("lineage", dataset, "17");
    assertThat(ended.exit()).as(ended.toString()).isZero();
    assertThat(ended.out())
        .contains("ingest", "examine", "align", "label", "contributor 0x")
        .contains("signature   GENUINE");
  }

  @Test
  void provesASampleOfEachClipInFourKilobytes() throws IOException {
    int clips = 0;
    try (DagJsonLines<ClipLine> lines =
        new DagJsonLines<>(Files.newInputStream(dataset.resolve(Lineage.CLIPS)), ClipLine.class)) {
      for (Optional<ClipLine> clip = lines.next(); clip.isPresent(); clip = lines.next()) {
        SampleProof proof = SampleProver.prove(dataset, Long.toString(clip.get().firstSample()));
        proof.check();
        int missing = LARGEST_PATH - proof.path().size();
        assertThat(DagJson.write(proof).length + missing * HASH + ANCHOR)
            .isLessThanOrEqualTo(SampleProof.MAX_CORE_SIZE);
        clips++;
      }
    }
    assertThat(clips).isPositive();
  }
}
