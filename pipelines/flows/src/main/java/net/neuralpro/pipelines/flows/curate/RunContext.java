package net.neuralpro.pipelines.flows.curate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.derivation.LatestDerivations;
import net.neuralpro.schemas.derivation.OutcomeIndex;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.schemas.recording.Revocation;
import net.neuralpro.schemas.rules.Finding;
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
 * @param registrations what others say of recordings
 */
public record RunContext(
    OperatorCatalogue catalogue,
    BlockStore store,
    OutcomeIndex outcomes,
    LatestDerivations latest,
    Executor executor,
    Recipe recipe,
    RunJournal journal,
    RunProgress progress,
    Registrations registrations) {
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
        catalogue,
        store,
        outcomes,
        latest,
        executor,
        recipe,
        new RunJournal(),
        RunProgress.NONE,
        Registrations.NONE);
  }

  RunContext with(RunJournal other) {
    return new RunContext(
        catalogue, store, outcomes, latest, executor, recipe, other, progress, registrations);
  }

  /** The same run, of whose progress somebody else is told. */
  public RunContext with(RunProgress other) {
    return new RunContext(
        catalogue, store, outcomes, latest, executor, recipe, journal, other, registrations);
  }

  RunContext with(Executor other) {
    return new RunContext(
        catalogue, store, outcomes, latest, other, recipe, journal, progress, registrations);
  }

  /** The same run, of whose recordings others say this. */
  public RunContext with(Registrations other) {
    return new RunContext(
        catalogue, store, outcomes, latest, executor, recipe, journal, progress, other);
  }

  /** A recording at the end of its steps: rejected, if it was revoked. */
  Track judged(Track track) {
    Optional<Revocation> revocation = registrations.revocation(track.recording());
    return revocation.isEmpty()
        ? track
        : track.with(
            List.of(
                Finding.error(
                    "REVOKE-RECORDING",
                    track.recording().toString(),
                    "Its contributor %s revoked it in block %d of chain %d"
                        .formatted(
                            revocation.get().contributor(),
                            revocation.get().block(),
                            revocation.get().chain()))));
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
