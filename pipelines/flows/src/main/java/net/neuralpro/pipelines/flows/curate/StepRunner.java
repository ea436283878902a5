package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.rules.Verdict;

/** Takes tracks one step further. */
record StepRunner(RunContext context) {
  /** The output by which an operator judges a recording. */
  private static final String VERDICT = "verdict";

  /** The derivation that a step asks for on a track, or empty if the step passes it over. */
  Optional<Derivation> derivation(Step step, Track track) {
    return step.derivation(context.catalogue(), context.recipe(), track);
  }

  /** The track after a step. A track that is rejected stays as it is. */
  Track apply(Step step, Track track) throws IOException, InterruptedException {
    if (track.rejected()) {
      return track;
    }
    Optional<Derivation> derivation = derivation(step, track);
    if (derivation.isEmpty()) {
      return track;
    }
    Outcome outcome = context.executor().execute(derivation.get());
    if (outcome instanceof Outcome.Produced produced) {
      context.latest().remember(step.operator(), track.recording(), produced.derivation());
    }
    return after(step, track, outcome, context.store());
  }

  /** The track after a step had this outcome. */
  static Track after(Step step, Track track, Outcome outcome, BlockStore store) throws IOException {
    if (outcome instanceof Outcome.Rejected rejected) {
      return track.with(rejected.findings());
    }
    Outcome.Produced produced = (Outcome.Produced) outcome;
    Track further = track.with(step.operator(), produced.derivation(), produced.outputs());
    Cid verdict = produced.outputs().get(VERDICT);
    return verdict == null
        ? further
        : further.with(DagJson.read(store.require(verdict), Verdict.class).findings());
  }
}
