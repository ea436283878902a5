package net.neuralpro.transforms.operators;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.derivation.OutcomeIndex;

/**
 * Runs a derivation only if its outcome is not known, and remembers it. An outcome whose outputs
 * are no longer in the store is made again. What became of a worker (rules {@code WORKER-…}) is not
 * remembered: it may have been the machine's fault.
 */
public final class CachingExecutor implements Executor {
  private static final String MACHINE_FAMILY = "WORKER";

  private final OutcomeIndex index;
  private final BlockStore store;
  private final Executor executor;
  private final ExecutionListener listener;

  public CachingExecutor(
      OutcomeIndex index, BlockStore store, Executor executor, ExecutionListener listener) {
    this.index = index;
    this.store = store;
    this.executor = executor;
    this.listener = listener;
  }

  @Override
  public Outcome execute(Derivation derivation) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Block block = derivation.block();
    Optional<Outcome> known = known(index, store, block.cid());
    if (known.isPresent()) {
      listener.ended(
          derivation, known.get(), ExecutionListener.Source.CACHED, System.nanoTime() - start);
      return known.get();
    }
    store.put(block);
    Outcome outcome = executor.execute(derivation);
    if (isOfTheInputs(outcome)) {
      index.record(outcome);
    }
    listener.ended(
        derivation, outcome, ExecutionListener.Source.EXECUTED, System.nanoTime() - start);
    return outcome;
  }

  /** The outcome of a derivation if it is known and all of its outputs are in the store. */
  public static Optional<Outcome> known(OutcomeIndex index, BlockStore store, Cid derivation)
      throws IOException {
    Optional<Outcome> known = index.find(derivation);
    if (known.isPresent() && known.get() instanceof Outcome.Produced produced) {
      for (Cid output : produced.outputs().values()) {
        if (!store.has(output)) {
          return Optional.empty();
        }
      }
    }
    return known;
  }

  /** Whether this follows from the inputs alone, so that it may be remembered. */
  public static boolean isOfTheInputs(Outcome outcome) {
    return !(outcome instanceof Outcome.Rejected rejected
        && rejected.findings().stream()
            .anyMatch(finding -> finding.rule().family().equals(MACHINE_FAMILY)));
  }
}
