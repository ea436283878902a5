package net.neuralpro.pipelines.control.network;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.Consent.Computation;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.transforms.operators.ExecutionListener;

/**
 * Whose machines may work on which content. What is derived may be worked on where all that it was
 * derived from may; content of which nothing is known stays on this machine.
 */
public final class ComputeConsents implements ExecutionListener {
  private final Map<Cid, Computation> known = new ConcurrentHashMap<>();

  /** Notes what a contributor agreed to for a recording: its manifest and its files. */
  public void admit(SignedManifest manifest, Computation computation) {
    admit(manifest.cid(), computation);
    admit(manifest.publicHalf().files().block().cid(), computation);
    for (StreamFile stream : manifest.publicHalf().streams()) {
      admit(stream.cid(), computation);
    }
  }

  /** The strictest of all that was agreed to holds where the same content has several sources. */
  private void admit(Cid content, Computation computation) {
    known.merge(content, computation, ComputeConsents::stricter);
  }

  private static Computation stricter(Computation one, Computation other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /** Whose machines may run a derivation. */
  public Computation of(Derivation derivation) {
    return agreed(derivation).orElse(Computation.OWN_MACHINE);
  }

  /** The strictest of what was agreed to for all inputs; empty if one of them is unknown. */
  private Optional<Computation> agreed(Derivation derivation) {
    Optional<Computation> strictest = Optional.empty();
    for (Cid input : derivation.inputs().values()) {
      Computation computation = known.get(input);
      if (computation == null) {
        return Optional.empty();
      }
      strictest = Optional.of(strictest.map(one -> stricter(one, computation)).orElse(computation));
    }
    return strictest;
  }

  @Override
  public void ended(Derivation derivation, Outcome outcome, Source source, long nanos) {
    if (outcome instanceof Outcome.Produced produced) {
      agreed(derivation)
          .ifPresent(
              computation ->
                  produced.outputs().values().forEach(output -> admit(output, computation)));
    }
  }
}
