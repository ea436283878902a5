package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.transforms.operators.CachingExecutor;
import net.neuralpro.transforms.operators.Executor;

/** Which of the operators that see all recordings would run. */
final class DatasetExplanation {
  private static final List<String> OPERATORS =
      List.of(
          "deduplicate",
          "split",
          "plan",
          "write-meta",
          "write-clips",
          "write-data",
          "write-streams",
          "write-video",
          "digest",
          "write-croissant");

  private final RunContext context;
  private final Recall recall;
  private final Set<Explanation.Line> lines = new LinkedHashSet<>();

  private DatasetExplanation(RunContext context) {
    this.context = context;
    recall = new Recall(context);
  }

  /** What follows where something is to be made anew of a recording. */
  static List<Explanation.Line> ofChangedRecordings() {
    return OPERATORS.stream()
        .map(operator -> line(operator, "it sees what is to be made anew"))
        .toList();
  }

  /**
   * What is to be made of recordings that are known to the last step.
   *
   * @param parent the version to go on from
   */
  static Explanation of(RunContext context, List<Track> tracks, Optional<Cid> parent)
      throws IOException, InterruptedException {
    DatasetExplanation explanation = new DatasetExplanation(context);
    if (!tracks.stream().allMatch(Track::rejected)) {
      Optional<DatasetVersion> same = ParentVersion.read(parent, context.store()).version();
      boolean unchanged = false;
      if (same.isPresent() && same.get().recipe().equals(context.recipe().block().cid())) {
        unchanged = explanation.explain(tracks, same.get().parent()).equals(same);
      }
      if (!unchanged && explanation.lines.isEmpty()) {
        explanation.explain(tracks, parent);
      }
    }
    return new Explanation(explanation.recall.known, List.copyOf(explanation.lines));
  }

  /** The version upon this parent, if all of it is known. */
  private Optional<DatasetVersion> explain(List<Track> tracks, Optional<Cid> upon)
      throws IOException, InterruptedException {
    RunContext recalling = context.with(recall);
    DatasetSteps steps = new DatasetSteps(recalling);
    ParentVersion parent = ParentVersion.read(upon, context.store());
    DatasetSteps.Plan plan;
    try {
      plan = steps.plan(tracks, parent);
    } catch (UnknownOutcomeException e) {
      String operator = e.derivation.operator();
      lines.add(
          line(operator, Explanation.why(context, e.derivation, steps.subject(), "a dataset")));
      for (String later : OPERATORS.subList(OPERATORS.indexOf(operator) + 1, OPERATORS.size())) {
        lines.add(line(later, "it needs what " + operator + " is to make"));
      }
      return Optional.empty();
    }
    List<WrittenFile> files = new ArrayList<>();
    for (FileTask task : plan.tasks()) {
      try {
        files.addAll(steps.write(task));
      } catch (UnknownOutcomeException e) {
        lines.add(unwritten(e));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(line("write-croissant", "it describes what is to be written"));
      return Optional.empty();
    }
    files.sort(Comparator.comparing(WrittenFile::file));
    try {
      return Optional.of(new VersionAssembly(recalling).assemble(tracks, plan, files, parent));
    } catch (UnknownOutcomeException e) {
      lines.add(unwritten(e));
      return Optional.empty();
    }
  }

  private static Explanation.Line unwritten(UnknownOutcomeException e) {
    return line(e.derivation.operator(), "it did not write all that the dataset has");
  }

  private static Explanation.Line line(String operator, String why) {
    return new Explanation.Line("the dataset", operator, why);
  }

  /** Recalls derivations, and runs none. */
  private static final class Recall implements Executor {
    private final RunContext context;
    private int known;

    Recall(RunContext context) {
      this.context = context;
    }

    @Override
    public Outcome execute(Derivation derivation) throws IOException {
      Optional<Outcome> outcome =
          CachingExecutor.known(context.outcomes(), context.store(), derivation.block().cid());
      if (outcome.isEmpty()) {
        throw new UnknownOutcomeException(derivation);
      }
      known++;
      return outcome.get();
    }
  }

  /** A derivation would have to run. */
  private static final class UnknownOutcomeException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Derivation derivation;

    UnknownOutcomeException(Derivation derivation) {
      super("The outcome of " + derivation.operator() + " is not known");
      this.derivation = derivation;
    }
  }
}
