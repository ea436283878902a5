package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.RegisterRecordings;
import net.neuralpro.pipelines.flows.local.LocalEngine;
import net.neuralpro.pipelines.flows.sanitise.HiddenPlace;
import net.neuralpro.pipelines.flows.sanitise.Sanitiser;
import net.neuralpro.pipelines.flows.sanitise.TripEnds;
import net.neuralpro.pipelines.flows.submit.Admission;
import net.neuralpro.pipelines.flows.submit.Intake;
import net.neuralpro.pipelines.flows.submit.ManifestFiles;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.pipelines.flows.submit.Submission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.pipelines.flows.submit.WorkerFacts;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.ingest.ParquetTables;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code neural submit}: signs recordings and takes them into the workspace. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Signs recordings as yours, and takes them into the workspace.",
    footer = {
      "",
      "Examples:",
      "  neural submit ride.mp4 --licence CC-BY-4.0 --publication public",
      "  neural submit recordings/ --manifests",
      "  neural submit ride.mp4 --hide 47.3769,8.5417:500 --trim 30s",
      "",
      "Your key is made at the first submission, and kept encrypted in the workspace. A root over",
      "blinded identifiers is registered on the chain, so that it is known who had them first."
    })
final class SubmitCommand implements Callable<Integer> {
  @Mixin private Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Recordings: files, or folders that hold them.")
  private List<Path> paths;

  @Option(
      names = "--licence",
      paramLabel = "SPDX",
      description =
          "The licence under which you give them, as CC-BY-4.0; else what recording.yaml says.")
  private @Nullable Licence licence;

  @Option(
      names = "--publication",
      paramLabel = "WHO",
      description = "Who may get the bytes: ${COMPLETION-CANDIDATES}; by default none.")
  private Consent.@Nullable Publication publication;

  @Option(
      names = "--computation",
      paramLabel = "WHERE",
      description =
          "Whose machines may work on them: ${COMPLETION-CANDIDATES}; by default own_machine.")
  private Consent.@Nullable Computation computation;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "What recorded them, by a name or serial number that no other device has; else what the"
              + " files say.")
  private @Nullable String device;

  @Option(
      names = "--manifests",
      description = "Also write the signed manifests beside the recordings, to pass them on.")
  private boolean manifests;

  @Option(
      names = "--hide",
      paramLabel = "PLACE:RADIUS",
      description =
          "A place that nobody shall see, as 47.3769,8.5417:500 (degrees, metres); may be repeated.")
  private List<HiddenPlace> hidden = new ArrayList<>();

  @Option(
      names = "--trim",
      paramLabel = "AMOUNT",
      description = "How much of a trip's beginning and end nobody shall see, as 30s or 500m.")
  private @Nullable TripEnds trim;

  @Option(
      names = "--copies",
      paramLabel = "FOLDER",
      description = "Where copies without the hidden are kept: else 'sanitised' in the workspace.")
  private @Nullable Path copies;

  @Mixin private ChainUse chainUse;

  SubmitCommand() {}

  /** All submissions, for scripts. */
  private record Summary(
      Address contributor,
      List<Entry> submissions,
      List<Finding> findings,
      Optional<Long> registeredOn) {}

  /** A recording that was taken in, and where its manifest would lie. */
  private record Taken(Submitted submitted, ManifestFiles beside) {}

  /**
   * A submission.
   *
   * @param copy the folder of the copy that was submitted in its place, if anything was hidden
   */
  private record Entry(
      String name, Optional<Cid> recording, Optional<String> copy, List<Finding> findings) {
    static Entry refused(String name, List<Finding> findings) {
      return new Entry(name, Optional.empty(), Optional.empty(), findings);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Workspace workspace = Home.workspace();
    ContributorKey key = Home.key(workspace);
    RecordingDiscovery.Discovery discovery = RecordingDiscovery.discover(paths);
    List<Entry> entries = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    boolean refused = false;
    try (LocalEngine engine =
            LocalEngine.open(workspace, 1, (derivation, outcome, source, nanos) -> {});
        Terminal.Progress progress =
            RunBars.reading(terminal, "Submitting", discovery.recordings())) {
      Submission submission = new Submission(engine.blocks(), key, progress::step);
      Intake intake =
          new Intake(
              engine.blocks(),
              submission,
              options(),
              new WorkerFacts(engine.catalogue(), engine.executor(), engine.blocks()),
              Admission.SIGNED_ONLY);
      for (DiscoveredRecording recording : discovery.recordings()) {
        progress.say(recording.name());
        try {
          entries.add(submit(intake, recording, workspace, taken));
        } catch (RejectedInputException e) {
          refused = true;
          entries.add(Entry.refused(recording.name(), e.findings()));
        }
      }
    }
    Optional<Long> chain = register(taken, workspace, key);
    terminal.json(new Summary(key.address(), entries, discovery.findings(), chain));
    terminal.print("Contributor " + key.address());
    chain.ifPresent(number -> terminal.print("Registered on chain " + number));
    for (Entry entry : entries) {
      terminal.print(
          "%-28s %s"
              .formatted(entry.name(), entry.recording().map(Cid::toString).orElse("refused")));
      entry.copy().ifPresent(copy -> terminal.print("    its copy without the hidden: " + copy));
      entry.findings().forEach(finding -> terminal.print("    " + finding));
    }
    discovery.findings().forEach(finding -> terminal.note(finding.toString()));
    if (entries.isEmpty()) {
      terminal.note("Cannot find a recording to submit in what was given");
    }
    return refused || entries.isEmpty() ? Exit.REJECTED : Exit.OK;
  }

  /** Registers what is the key's own, and keeps what was taken in with that. */
  private Optional<Long> register(List<Taken> taken, Workspace workspace, ContributorKey key)
      throws IOException {
    List<Submitted> submitted = taken.stream().map(Taken::submitted).toList();
    Optional<Long> number = Optional.empty();
    Optional<ChainUse.Session> opened =
        taken.isEmpty() ? Optional.empty() : chainUse.open(workspace, Optional.of(key), terminal);
    if (opened.isPresent()) {
      try (ChainUse.Session session = opened.get()) {
        submitted =
            new RegisterRecordings(RegistrationBook.of(workspace))
                .at(session.chain().contributions(), key.address(), submitted);
        number = Optional.of(session.chain().number());
      }
    }
    for (int index = 0; manifests && index < taken.size(); index++) {
      taken.get(index).beside().write(submitted.get(index));
    }
    return number;
  }

  private Entry submit(
      Intake intake, DiscoveredRecording recording, Workspace workspace, List<Taken> taken)
      throws IOException {
    DiscoveredRecording shown = shown(recording, workspace);
    ManifestFiles beside = ManifestFiles.of(shown);
    Submitted submitted = intake.take(shown);
    if (Files.exists(beside.manifest()) && !options().equals(SubmissionOptions.NONE)) {
      terminal.note(
          "%s has a manifest, and stays as it was signed; remove %s to sign it anew"
              .formatted(recording.name(), beside.manifest()));
    }
    taken.add(new Taken(submitted, beside));
    List<Finding> findings = new ArrayList<>(submitted.findings());
    if (submitted.manifest().publicHalf().licence().equals(Licence.UNSTATED)) {
      findings.add(
          Finding.warning(
              "LICENCE-MISSING",
              submitted.name(),
              "Nobody said under which licence it is given; perhaps add --licence CC-BY-4.0"));
    }
    Optional<String> copy =
        shown == recording
            ? Optional.empty()
            : Optional.of(copies(workspace).resolve(recording.name()).toString());
    return new Entry(recording.name(), Optional.of(submitted.recording()), copy, findings);
  }

  /** The recording, or its copy without what is to be hidden. */
  private DiscoveredRecording shown(DiscoveredRecording recording, Workspace workspace)
      throws IOException {
    if (hidden.isEmpty() && trim == null) {
      return recording;
    }
    return new Sanitiser(new ParquetTables(), hidden, Optional.ofNullable(trim))
        .sanitise(recording, copies(workspace).resolve(recording.name()))
        .recording();
  }

  private Path copies(Workspace workspace) {
    return copies == null ? workspace.home().resolve("sanitised") : copies;
  }

  private SubmissionOptions options() {
    Optional<Consent> consent =
        publication == null && computation == null
            ? Optional.empty()
            : Optional.of(
                new Consent(
                    Optional.ofNullable(publication).orElse(Consent.Publication.NONE),
                    Optional.ofNullable(computation).orElse(Consent.Computation.OWN_MACHINE),
                    ""));
    return new SubmissionOptions(
        Optional.ofNullable(licence), consent, Optional.ofNullable(device));
  }
}
