package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A run executes what its changes touch, and nothing else; it says so beforehand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheIT {
  private static final Set<String> OF_ONE_RECORDING =
      Set.of(
          "ingest",
          "examine",
          "grid-times",
          "validate",
          "segment",
          "align",
          "score",
          "filter",
          "label",
          "fingerprint");

  @TempDir private static Path folder;
  private NeuralProcess neural;
  private String root;

  @BeforeAll
  void curate() throws Exception {
    neural = new NeuralProcess(folder.resolve("home"));
    root = root(run("driving", "first"));
  }

  private Object[] arguments(Object recipe, String output, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("run", recipe, "--json", "--output", folder.resolve(output), "--input"));
    arguments.add(SharedData.file("video/mapillary-sample-5s.mp4"));
    arguments.addAll(List.of(more));
    return arguments.toArray();
  }

  private JsonNode run(Object recipe, String output, Object... more)
      throws IOException, InterruptedException {
    NeuralProcess.Ended ended = neural.run(arguments(recipe, output, more));
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended.json();
  }

  private static String root(JsonNode run) {
    return run.at("/root/~1").textValue();
  }

  /** The operators that an explanation names, sorted. */
  private static SortedSet<String> explained(JsonNode explanation) {
    SortedSet<String> operators = new TreeSet<>();
    for (JsonNode line : explanation.get("lines")) {
      operators.add(line.get("operator").textValue());
    }
    return operators;
  }

  private static SortedSet<String> executed(JsonNode run) {
    SortedSet<String> operators = new TreeSet<>();
    run.get("executed").fieldNames().forEachRemaining(operators::add);
    return operators;
  }

  /** Those of some operators that see one recording. */
  private static SortedSet<String> ofOneRecording(SortedSet<String> operators) {
    SortedSet<String> found = new TreeSet<>(operators);
    found.retainAll(OF_ONE_RECORDING);
    return found;
  }

  @Test
  void anotherTaskConcernsNoRecording() throws Exception {
    Path recipe = Recipes.driving(folder, "task: Drive.", "task: Go on.");
    JsonNode explanation = run(recipe, "task", "--explain");
    assertThat(explanation.at("/lines/0/operator").textValue()).isEqualTo("plan");
    assertThat(explanation.at("/lines/0/why").textValue())
        .contains("parameter task: \"Go on.\" instead of \"Drive.\"");
    SortedSet<String> explained = explained(explanation);
    assertThat(explained).doesNotContain("deduplicate", "split");
    assertThat(ofOneRecording(explained)).isEmpty();
    assertThat(executed(run(recipe, "task"))).contains("plan", "write-meta").isSubsetOf(explained);
  }

  @Test
  void anotherThresholdCostsNoDecode() throws Exception {
    Path recipe =
        Recipes.driving(folder, "maximum_frozen_fraction: 0.2", "maximum_frozen_fraction: 0.3");
    JsonNode explanation = run(recipe, "threshold", "--explain");
    SortedSet<String> explained = explained(explanation);
    assertThat(ofOneRecording(explained)).containsExactly("filter");
    assertThat(explanation.toString()).contains("maximum_frozen_fraction");
    SortedSet<String> executed = executed(run(recipe, "threshold"));
    assertThat(ofOneRecording(executed)).containsExactly("filter");
    assertThat(executed).isSubsetOf(explained);
  }

  @Test
  void anotherLengthOfClipsConcernsWhatFollowsFromClips() throws Exception {
    Path recipe = Recipes.driving(folder, "maximum: 10\n", "maximum: 3\n");
    SortedSet<String> explained = explained(run(recipe, "length", "--explain"));
    assertThat(ofOneRecording(explained))
        .containsExactly("align", "filter", "fingerprint", "label", "score", "segment");
    SortedSet<String> executed = executed(run(recipe, "length"));
    assertThat(ofOneRecording(executed)).isEqualTo(ofOneRecording(explained));
    assertThat(executed).isSubsetOf(explained);
  }

  @Test
  void oneMoreRecordingLeavesTheOthersAlone() throws Exception {
    Path added = SharedData.file("video/gopro-max-heromode.mp4");
    JsonNode explanation = run("driving", "more", added, "--explain");
    for (JsonNode line : explanation.get("lines")) {
      assertThat(line.get("subject").textValue())
          .isIn("video/gopro-max-heromode.mp4", "the dataset");
    }
    JsonNode more = run("driving", "more", added);
    SortedSet<String> executed = executed(more);
    assertThat(executed).contains("examine", "validate").isSubsetOf(explained(explanation));
    assertThat(ofOneRecording(executed))
        .allSatisfy(
            operator ->
                assertThat(more.get("executed").get(operator).intValue()).as(operator).isOne());
    assertThat(root(more)).isNotEqualTo(root);
  }

  @Test
  void whatTheParentHasMakesNoNewVersion() throws Exception {
    JsonNode again = run("driving", "child", "--parent", root);
    assertThat(root(again)).isEqualTo(root);
    assertThat(again.get("executed").path("examine").isMissingNode()).isTrue();
  }

  @Test
  void makesAgainWhatIsLostOfAKnownRun() throws Exception {
    Path home = Files.createTempDirectory(folder, "lost");
    neural = new NeuralProcess(home);
    try {
      JsonNode before = run("driving", "before-loss");
      assertThat(executed(before)).contains("write-data");
      JsonNode unchanged = run("driving", "unchanged");
      assertThat(executed(unchanged)).isEmpty();
      assertThat(unchanged.get("cached").intValue()).isEqualTo(asked(before));
      deleteStored(home, folder.resolve("unchanged/croissant.json"));
      JsonNode again = run("driving", "after-loss");
      assertThat(executed(again)).contains("write-croissant").doesNotContain("examine");
      assertThat(root(again)).isEqualTo(root(before));
    } finally {
      neural = new NeuralProcess(folder.resolve("home"));
    }
  }

  /** How many derivations a run asked for. */
  private static int asked(JsonNode run) {
    int asked = run.get("cached").intValue();
    for (JsonNode count : run.get("executed")) {
      asked += count.intValue();
    }
    return asked;
  }

  /** Deletes the stored block of a file that is as short as one. */
  private static void deleteStored(Path home, Path file) throws IOException {
    String name =
        Cid.of(Multicodec.RAW, Files.readAllBytes(file)).multihash().toUpperCase(Locale.ROOT);
    try (Stream<Path> blocks = Files.walk(home.resolve("blocks"))) {
      Files.delete(blocks.filter(it -> it.endsWith(name + ".data")).findAny().orElseThrow());
    }
  }
}
