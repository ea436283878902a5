package net.neuralpro.pipelines.cli;

import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.ExecutionListener;

/** Shows on a progress bar what a run has done. */
record ProgressListener(Terminal.Progress progress) implements ExecutionListener {
  @Override
  public void ended(Derivation derivation, Outcome outcome, Source source, long nanos) {
    progress.grow(1);
    progress.step(1);
    progress.say(derivation.operator());
  }
}
