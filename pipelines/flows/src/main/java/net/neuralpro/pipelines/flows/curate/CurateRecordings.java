package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** Takes recordings through all steps that see one recording; gives those that are accepted. */
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
    List<PCollection<Track>> rejected = new ArrayList<>();
    for (String operator : operators) {
      PCollectionTuple step = accepted.apply(operator, RunStep.of(run, operator));
      accepted = step.get(RunStep.ACCEPTED);
      rejected.add(step.get(RunStep.REJECTED));
    }
    PCollectionList.of(rejected)
        .apply("Rejected", Flatten.pCollections())
        .apply("Quarantine", ParDo.of(new TellFn(run)));
    return accepted;
  }

  /** Tells the journal of a recording. */
  private static final class TellFn extends DoFn<Track, Void> {
    private static final long serialVersionUID = 1;

    private final String run;

    TellFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element Track track) throws IOException {
      RunContext.find(run).journal().ended(track);
    }
  }
}
