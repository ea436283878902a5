package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.pipelines.flows.recipe.Recipe;
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

  /** The recipe driving with one line changed. */
  private Path recipe(String line, String other) throws IOException {
    String text;
    try (InputStream in = Recipe.class.getResourceAsStream("driving.yaml")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text).contains(line);
    return Files.writeString(
        folder.resolve(other.replaceAll("\\W+", "-") + ".yaml"), text.replace(line, other));
  }

  /** The operators over recordings that an explanation names, sorted. */
  private SortedSet<String> explained(JsonNode explanation) {
    SortedSet<String> operators = new TreeSet<>();
    for (JsonNode line : explanation.get("lines")) {
      operators.add(line.get("operator").textValue());
    }
    operators.retainAll(OF_ONE_RECORDING);
    return operators;
  }

  private static SortedSet<String> executed(JsonNode run) {
    SortedSet<String> operators = new TreeSet<>();
    run.get("executed").fieldNames().forEachRemaining(operators::add);
    operators.retainAll(OF_ONE_RECORDING);
    return operators;
  }

  @Test
  void anotherThresholdCostsNoDecode() throws Exception {
    Path recipe = recipe("maximum_frozen_fraction: 0.2", "maximum_frozen_fraction: 0.3");
    JsonNode explanation = run(recipe, "threshold", "--explain");
    assertThat(explained(explanation)).containsExactly("filter");
    assertThat(explanation.toString()).contains("maximum_frozen_fraction");
    assertThat(executed(run(recipe, "threshold"))).containsExactly("filter");
  }

  @Test
  void anotherLengthOfClipsConcernsWhatFollowsFromClips() throws Exception {
    Path recipe = recipe("maximum: 10\n", "maximum: 3\n");
    SortedSet<String> explained = explained(run(recipe, "length", "--explain"));
    assertThat(explained)
        .containsExactly("align", "filter", "fingerprint", "label", "score", "segment");
    assertThat(executed(run(recipe, "length"))).isEqualTo(explained);
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
    assertThat(more.at("/executed/examine").intValue()).isOne();
    assertThat(more.at("/executed/validate").intValue()).isOne();
    assertThat(root(more)).isNotEqualTo(root);
  }

  @Test
  void whatTheParentHasMakesNoNewVersion() throws Exception {
    JsonNode again = run("driving", "child", "--parent", root);
    assertThat(root(again)).isEqualTo(root);
    assertThat(again.get("executed").path("examine").isMissingNode()).isTrue();
  }
}
