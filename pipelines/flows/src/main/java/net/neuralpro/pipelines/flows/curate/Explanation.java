package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.CachingExecutor;

/**
 * What a run would do, found out without doing it.
 *
 * @param known derivations whose outcome is known
 * @param lines what would run
 */
public record Explanation(int known, List<Line> lines) {
  public Explanation {
    lines = List.copyOf(lines);
  }

  /**
   * An operator that would run.
   *
   * @param subject the recording's name, or the dataset
   * @param why what has changed
   */
  public record Line(String subject, String operator, String why) {}

  /** Explains a run of the recipe of a context over these recordings. */
  public static Explanation of(
      RunContext given, Map<Cid, Submitted> recordings, Optional<Cid> parent)
      throws IOException, InterruptedException {
    List<Line> lines = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    int known = 0;
    TreeSet<Cid> all = new TreeSet<>(recordings.keySet());
    ParentVersion before = ParentVersion.read(parent, given.store());
    all.addAll(before.recordings());
    RunContext context = Curation.informed(given, before, all);
    for (Track track : Curation.tracks(context, all)) {
      Submitted submitted = recordings.get(track.recording());
      String name = submitted == null ? track.recording().toString() : submitted.name();
      Recalled recalled = recall(context, track, name, lines);
      known += recalled.known();
      tracks.add(recalled.track());
    }
    if (lines.isEmpty()) {
      List<Track> judged = tracks.stream().map(context::judged).toList();
      Explanation dataset = DatasetExplanation.of(context, judged, parent);
      return new Explanation(known + dataset.known(), dataset.lines());
    }
    lines.addAll(DatasetExplanation.ofChangedRecordings());
    return new Explanation(known, lines);
  }

  /** A recording as far as its outcomes are known. */
  private record Recalled(Track track, int known) {}

  private static Recalled recall(
      RunContext context, Track start, String name, Collection<Line> lines)
      throws IOException, InterruptedException {
    StepRunner runner = new StepRunner(context);
    Track track = start;
    int known = 0;
    List<String> anew = new ArrayList<>();
    for (Step step : RecordingSteps.of(context.recipe())) {
      if (track.rejected()) {
        break;
      }
      if (step.needs(anew)) {
        lines.add(new Line(name, step.operator(), "it needs what " + anew.get(0) + " is to make"));
        anew.add(step.operator());
        continue;
      }
      Optional<Derivation> derivation = runner.derivation(step, track);
      if (derivation.isEmpty()) {
        continue;
      }
      Optional<Outcome> outcome =
          CachingExecutor.known(context.outcomes(), context.store(), derivation.get().cid());
      if (outcome.isPresent()) {
        track = runner.apply(step, track);
        known++;
      } else {
        lines.add(
            new Line(
                name,
                step.operator(),
                why(context, derivation.get(), track.recording(), "this recording")));
        anew.add(step.operator());
      }
    }
    return new Recalled(track, known);
  }

  /** What has changed since the latest derivation on a subject, which is called so. */
  static String why(RunContext context, Derivation derivation, Cid subject, String called)
      throws IOException {
    Optional<Cid> latest = context.latest().find(derivation.operator(), subject);
    if (latest.isEmpty() || !context.store().has(latest.get())) {
      return "it never ran on " + called;
    }
    Derivation before = DagJson.read(context.store().require(latest.get()), Derivation.class);
    List<String> changes = new ArrayList<>();
    if (!before.version().equals(derivation.version())) {
      changes.add("its code changed");
    }
    derivation
        .parameters()
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!derivation.parameters().get(field).equals(before.parameters().get(field))) {
                changes.add(
                    "parameter %s: %s instead of %s"
                        .formatted(
                            field,
                            derivation.parameters().get(field),
                            before.parameters().get(field)));
              }
            });
    if (!before.inputs().equals(derivation.inputs())) {
      changes.add("its inputs changed");
    }
    return changes.isEmpty() ? "its outputs are gone" : String.join(", ", changes);
  }
}
