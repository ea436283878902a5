package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.PublishVersion.Anchored;
import net.neuralpro.pipelines.flows.curate.Curation;
import net.neuralpro.pipelines.flows.curate.Explanation;
import net.neuralpro.pipelines.flows.curate.RunContext;
import net.neuralpro.pipelines.flows.curate.RunReport;
import net.neuralpro.pipelines.flows.dataset.DatasetCommit;
import net.neuralpro.pipelines.flows.dataset.DatasetFolder;
import net.neuralpro.pipelines.flows.dataset.DatasetMakers;
import net.neuralpro.pipelines.flows.dataset.OutputLock;
import net.neuralpro.pipelines.flows.local.LocalEngine;
import net.neuralpro.pipelines.flows.recipe.Recipe;
import net.neuralpro.pipelines.flows.recipe.RecipeException;
import net.neuralpro.pipelines.flows.recipe.RecipeReader;
import net.neuralpro.pipelines.flows.submit.Admission;
import net.neuralpro.pipelines.flows.submit.Intake;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.pipelines.flows.submit.Submission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.pipelines.flows.submit.WorkerFacts;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** One run of a recipe from the command line: intake, curation, commit, report. */
record CurationJob(
    Workspace workspace,
    ContributorKey key,
    String recipe,
    List<Path> inputs,
    Path output,
    Optional<Cid> parent,
    int parallelism,
    Admission admission,
    SubmissionOptions options,
    ComputeUse compute,
    RunChain chain) {

  /** The recordings that were taken in, by identifier, and what was found on the way. */
  record Taken(SortedMap<Cid, Submitted> recordings, List<RunReport.Row> refused) {}

  /** What a run came to. */
  record Done(
      RunReport report,
      Optional<DatasetFolder> folder,
      Optional<Anchored> anchor,
      ExecutionCounter.Executions executions,
      Optional<RunCompute.Places> places) {}

  int run(Terminal terminal) throws IOException, InterruptedException, RecipeException {
    Done done = curate(terminal);
    ReportPrinter.print(done, terminal);
    if (done.folder().isEmpty()) {
      return Exit.REJECTED;
    }
    return done.anchor().isEmpty() && chain.isOfOthers() ? Exit.CHAIN : Exit.OK;
  }

  /** Curates, commits, and writes the report beside the dataset. */
  Done curate(Terminal terminal) throws IOException, InterruptedException, RecipeException {
    DatasetCommit.requireUsable(output);
    try (Interruption interruption =
            new Interruption("The run was ended. The same command goes on where it was.");
        RunBars bars = new RunBars(terminal)) {
      return curate(bars, new ExecutionCounter());
    }
  }

  private Done curate(RunBars bars, ExecutionCounter counter)
      throws IOException, InterruptedException, RecipeException {
    try (RunCompute places = compute.open(workspace, key);
        LocalEngine engine =
            LocalEngine.open(workspace, parallelism, counter.beside(places), places.placement())) {
      Recipe parsed = recipe(engine);
      Path beside = DatasetMakers.beside(output);
      try (OutputLock lock = OutputLock.take(output, beside)) {
        Done done = curate(engine, engine.context(parsed).with(bars), bars, counter, places);
        done.report().write(beside);
        return done;
      }
    }
  }

  private Done curate(
      LocalEngine engine,
      RunContext context,
      RunBars bars,
      ExecutionCounter counter,
      RunCompute places)
      throws IOException {
    Taken taken = take(engine, bars);
    taken.recordings().values().forEach(places::admit);
    Curation.Result result =
        Curation.run(
            context.with(chain.ask(engine.blocks(), parent)),
            taken.recordings().keySet(),
            parent,
            parallelism);
    RunReport report = RunReport.of(context, result, taken.recordings(), taken.refused());
    Optional<DatasetFolder> folder = Optional.empty();
    if (result.version().isPresent()) {
      folder =
          Optional.of(new DatasetCommit(engine.blocks()).commit(result.version().get(), output));
    }
    if (folder.isPresent()) {
      DatasetMakers.write(output, workspace.makers());
    }
    Optional<Anchored> anchor = folder.isEmpty() ? Optional.empty() : chain.anchor(folder.get());
    return new Done(
        report, folder, anchor, counter.executions().andKnown(result.recalled()), places.places());
  }

  int explain(Terminal terminal) throws IOException, InterruptedException, RecipeException {
    try (LocalEngine engine =
            LocalEngine.open(workspace, parallelism, (derivation, outcome, source, nanos) -> {});
        RunBars bars = new RunBars(terminal)) {
      Recipe parsed = recipe(engine);
      Taken taken = take(engine, bars);
      bars.close();
      ExplanationPrinter.print(
          Explanation.of(
              engine.context(parsed).with(chain.ask(engine.blocks(), parent)),
              taken.recordings(),
              parent),
          terminal);
      return Exit.OK;
    }
  }

  /** A recording that was given twice, to the byte. */
  private static RunReport.Row again(Submitted submitted, Submitted first) {
    return new RunReport.Row(
        submitted.name(),
        RunReport.Fate.LEFT_OUT,
        Optional.of(submitted.recording()),
        0,
        List.of(
            Finding.error(
                "DEDUP-DUPLICATE",
                submitted.name(),
                "It is the same recording as " + first.name() + ", to the byte.")));
  }

  private Recipe recipe(LocalEngine engine) throws IOException, RecipeException {
    Recipe read = new RecipeReader(engine.catalogue()).read(recipe);
    return admission == Admission.ALSO_UNSIGNED ? read.acceptingUnsigned() : read;
  }

  private Taken take(LocalEngine engine, RunBars bars) throws IOException {
    RecordingDiscovery.Discovery discovery = RecordingDiscovery.discover(inputs);
    bars.reads(discovery.recordings());
    Submission submission = new Submission(engine.blocks(), key, bars::read);
    Intake intake =
        new Intake(
            engine.blocks(),
            submission,
            options,
            new WorkerFacts(engine.catalogue(), engine.executor(), engine.blocks()),
            admission);
    RegistrationBook book = RegistrationBook.of(workspace);
    SortedMap<Cid, Submitted> recordings = new TreeMap<>();
    List<RunReport.Row> refused = new ArrayList<>();
    for (Finding finding : discovery.findings()) {
      refused.add(RunReport.Row.of(finding.place(), List.of(finding)));
    }
    for (DiscoveredRecording recording : discovery.recordings()) {
      bars.say(recording.name());
      try {
        Submitted submitted = intake.take(recording);
        if (submitted.registration().isPresent()) {
          book.keep(submitted.recording(), submitted.registration().get());
        }
        Submitted first = recordings.putIfAbsent(submitted.recording(), submitted);
        if (first != null) {
          refused.add(again(submitted, first));
        }
      } catch (RejectedInputException e) {
        refused.add(RunReport.Row.of(recording.name(), e.findings()));
      }
    }
    return new Taken(recordings, refused);
  }
}
