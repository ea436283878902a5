package net.neuralpro.pipelines.flows.curate;

import java.util.ArrayList;
import java.util.List;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/**
 * Takes recordings through all steps that see one recording; gives all of them, each as far as it
 * came.
 */
final class CurateRecordings extends PTransform<PCollection<Track>, PCollection<Track>> {
  private static final long serialVersionUID = 1;

  private final String run;
  private final List<String> operators;

  private CurateRecordings(String run, List<String> operators) {
    this.run = run;
    this.operators = operators;
  }

  /** The steps of this recipe, in the run of this handle. */
  static CurateRecordings by(String run, Recipe recipe) {
    return new CurateRecordings(
        run, RecordingSteps.of(recipe).stream().map(Step::operator).toList());
  }

  @Override
  public PCollection<Track> expand(PCollection<Track> recordings) {
    PCollection<Track> accepted = recordings.apply("Spread", Reshuffle.viaRandomKey());
    List<PCollection<Track>> ended = new ArrayList<>();
    for (String operator : operators) {
      PCollectionTuple step = accepted.apply(operator, RunStep.of(run, operator));
      accepted = step.get(RunStep.ACCEPTED);
      ended.add(step.get(RunStep.REJECTED));
    }
    ended.add(accepted);
    return PCollectionList.of(ended).apply("Ended", Flatten.pCollections());
  }
}
