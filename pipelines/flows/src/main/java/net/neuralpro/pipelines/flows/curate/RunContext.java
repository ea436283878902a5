package net.neuralpro.pipelines.flows.curate;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.LatestDerivations;
import net.neuralpro.schemas.derivation.OutcomeIndex;
import net.neuralpro.transforms.operators.Executor;
import net.neuralpro.transforms.operators.OperatorCatalogue;

/**
 * What a run works with on this computer. Beam's functions are serialised, so they carry a handle
 * and look their context up where they run.
 *
 * @param outcomes remembers what became of derivations
 * @param latest remembers what was last asked for
 * @param executor runs derivations, or recalls them
 * @param journal takes what the run comes to
 * @param progress is told how far it has come
 */
public record RunContext(
    OperatorCatalogue catalogue,
    BlockStore store,
    OutcomeIndex outcomes,
    LatestDerivations latest,
    Executor executor,
    Recipe recipe,
    RunJournal journal,
    RunProgress progress) {
  private static final Map<String, RunContext> OPEN = new ConcurrentHashMap<>();

  /** A run with these parts, which has not begun. */
  public static RunContext of(
      OperatorCatalogue catalogue,
      BlockStore store,
      OutcomeIndex outcomes,
      LatestDerivations latest,
      Executor executor,
      Recipe recipe) {
    return new RunContext(
        catalogue, store, outcomes, latest, executor, recipe, new RunJournal(), RunProgress.NONE);
  }

  RunContext with(RunJournal other) {
    return new RunContext(catalogue, store, outcomes, latest, executor, recipe, other, progress);
  }

  /** The same run, of whose progress somebody else is told. */
  public RunContext with(RunProgress other) {
    return new RunContext(catalogue, store, outcomes, latest, executor, recipe, journal, other);
  }

  RunContext with(Executor other) {
    return new RunContext(catalogue, store, outcomes, latest, other, recipe, journal, progress);
  }

  /**
   * The handle under which {@link #find} has this context until it is {@link #forget forgotten}.
   */
  String handle() {
    String handle = UUID.randomUUID().toString();
    OPEN.put(handle, this);
    return handle;
  }

  static void forget(String handle) {
    OPEN.remove(handle);
  }

  static RunContext find(String handle) {
    RunContext context = OPEN.get(handle);
    if (context == null) {
      throw new IllegalStateException("Cannot find the context of run " + handle);
    }
    return context;
  }
}
