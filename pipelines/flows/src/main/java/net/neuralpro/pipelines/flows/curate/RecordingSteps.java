package net.neuralpro.pipelines.flows.curate;

import java.util.List;
import net.neuralpro.pipelines.flows.recipe.Recipe;

/** The operators that see one recording, in the order in which they do. */
final class RecordingSteps {
  private static final List<Step> ALL =
      List.of(
          Step.of("ingest").with("files", "files"),
          Step.of("examine").with("video", "ingest/video"),
          Step.of("grid-times").unless("ingest/video").with("frames", "ingest/frames"),
          Step.of("validate")
              .with("manifest", "manifest")
              .withOptional("private", "private")
              .with("recording", "ingest/recording")
              .withOptional("frames", "examine/frames", "ingest/frames")
              .withOptional("summary", "examine/summary")
              .withAll("series/", "ingest/series/"),
          Step.of("segment")
              .with("grid", "examine/grid", "grid-times/grid")
              .with("verdict", "validate/verdict"),
          Step.of("align")
              .with("grid", "examine/grid", "grid-times/grid")
              .with("clips", "segment/clips")
              .withAll("series/", "ingest/series/"),
          Step.of("score")
              .with("clips", "segment/clips")
              .withOptional("frames", "examine/frames")
              .withOptional("timeline", "align/timeline"),
          Step.of("filter").with("scores", "score/scores"),
          Step.of("label").with("timeline", "align/timeline"),
          Step.of("fingerprint").with("clips", "segment/clips").with("frames", "examine/frames"));

  private RecordingSteps() {}

  /** The steps that a recipe has. */
  static List<Step> of(Recipe recipe) {
    return ALL.stream().filter(step -> recipe.has(step.operator())).toList();
  }
}
