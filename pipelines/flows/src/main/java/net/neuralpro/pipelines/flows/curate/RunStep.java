package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Takes each recording through one operator; what it rejects goes to {@link #REJECTED}. */
final class RunStep extends PTransform<PCollection<Track>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  static final TupleTag<Track> ACCEPTED = new TupleTag<>("accepted") {};
  static final TupleTag<Track> REJECTED = new TupleTag<>("rejected") {};

  private final String run;
  private final String operator;

  private RunStep(String run, String operator) {
    this.run = run;
    this.operator = operator;
  }

  /** The step of this operator, in the run of this handle. */
  static RunStep of(String run, String operator) {
    return new RunStep(run, operator);
  }

  @Override
  public PCollectionTuple expand(PCollection<Track> tracks) {
    PCollectionTuple output =
        tracks.apply(
            ParDo.of(new StepFn(run, operator))
                .withOutputTags(ACCEPTED, TupleTagList.of(REJECTED)));
    output.get(ACCEPTED).setCoder(DagJsonCoder.of(Track.class));
    output.get(REJECTED).setCoder(DagJsonCoder.of(Track.class));
    return output;
  }

  private static final class StepFn extends DoFn<Track, Track> {
    private static final long serialVersionUID = 1;

    private final String run;
    private final String operator;

    StepFn(String run, String operator) {
      this.run = run;
      this.operator = operator;
    }

    @ProcessElement
    public void process(@Element Track track, MultiOutputReceiver out)
        throws IOException, InterruptedException {
      RunContext context = RunContext.find(run);
      List<Step> steps = RecordingSteps.of(context.recipe());
      int turn = steps.stream().map(Step::operator).toList().indexOf(operator);
      Track further = new StepRunner(context).apply(steps.get(turn), track);
      context.progress().taken(further.rejected() ? steps.size() - turn : 1, operator);
      out.get(further.rejected() ? REJECTED : ACCEPTED).output(further);
    }
  }
}
