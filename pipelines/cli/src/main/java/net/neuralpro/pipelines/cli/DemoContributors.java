package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.chain.RegisterRecordings;
import net.neuralpro.pipelines.flows.local.LocalEngine;
import net.neuralpro.pipelines.flows.submit.ManifestFiles;
import net.neuralpro.pipelines.flows.submit.RegistrationBook;
import net.neuralpro.pipelines.flows.submit.Submission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.pipelines.flows.submit.SubmissionProgress;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.pipelines.flows.submit.WorkerFacts;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.SignedManifest.Authenticity;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.transforms.synthesize.DemoSet;
import net.neuralpro.transforms.synthesize.Planted;

/** The contributors of the demonstration: they sign, but for one who forgets and one who forges. */
final class DemoContributors {
  private static final String UNSIGNED = "clean-4";
  private static final String FORGED = "clean-5";

  private DemoContributors() {}

  /** What is planted in the manifest of a recording. */
  static Optional<DemoTable.Row> plantedIn(String name) {
    return switch (name) {
      case UNSIGNED ->
          Optional.of(new DemoTable.Row(name, "Its manifest is not signed", List.of("MANIFEST")));
      case FORGED ->
          Optional.of(
              new DemoTable.Row(
                  name, "Its manifest says another licence than was signed", List.of("MANIFEST")));
      default -> Optional.empty();
    };
  }

  /** Writes a manifest beside each recording of the set that can be read. */
  static void sign(DemoSet set, Path folder, Workspace workspace, long seed)
      throws IOException, InterruptedException {
    try (LocalEngine engine =
        LocalEngine.open(workspace, 1, (derivation, outcome, source, nanos) -> {})) {
      for (Planted planted : set.planted()) {
        Submission submission =
            new Submission(engine.blocks(), key(seed, planted), SubmissionProgress.NONE);
        for (DiscoveredRecording recording :
            RecordingDiscovery.discover(List.of(folder.resolve(planted.name()))).recordings()) {
          sign(planted.name(), recording, submission, engine);
        }
      }
    }
  }

  /**
   * Has each contributor register what is his, the owner of the first recording first. It does not
   * count what lies beside the recordings from another time, perhaps on another chain.
   */
  static void register(
      DemoSet set, Path folder, Workspace workspace, long seed, ChainUse use, Terminal terminal)
      throws IOException {
    SortedMap<String, Map<ManifestFiles, Submitted>> signed = new TreeMap<>();
    for (Planted planted : set.planted()) {
      for (DiscoveredRecording recording :
          RecordingDiscovery.discover(List.of(folder.resolve(planted.name()))).recordings()) {
        ManifestFiles files = ManifestFiles.of(recording);
        Optional<ManifestFiles.Attached> attached = files.read();
        if (attached.isPresent()
            && attached.get().manifest().authenticity() == Authenticity.GENUINE) {
          signed
              .computeIfAbsent(contributor(planted), name -> new LinkedHashMap<>())
              .put(
                  files,
                  new Submitted(
                      planted.name(),
                      attached.get().manifest(),
                      attached.get().privateHalf(),
                      Optional.empty(),
                      List.of()));
        }
      }
    }
    for (Map.Entry<String, Map<ManifestFiles, Submitted>> each : signed.entrySet()) {
      ContributorKey key = ContributorKey.ofSeed(seed, each.getKey());
      Optional<ChainUse.Session> opened = use.open(workspace, Optional.of(key), terminal);
      if (opened.isEmpty()) {
        return;
      }
      try (ChainUse.Session session = opened.get()) {
        List<Submitted> registered =
            new RegisterRecordings(RegistrationBook.of(workspace))
                .at(
                    session.chain().contributions(),
                    key.address(),
                    List.copyOf(each.getValue().values()));
        int index = 0;
        for (ManifestFiles files : each.getValue().keySet()) {
          files.write(registered.get(index++));
        }
      }
    }
  }

  /** The key of whoever contributes a recording. */
  static ContributorKey key(long seed, Planted planted) {
    return ContributorKey.ofSeed(seed, contributor(planted));
  }

  /** Whose recording it is: some give one, so that there is something to split by. */
  private static String contributor(Planted planted) {
    return switch (planted.name()) {
      case "clean-2" -> "birch";
      case "clean-3" -> "cedar";
      default -> planted.fault().isDerived() ? "dogwood" : "alder";
    };
  }

  private static void sign(
      String name, DiscoveredRecording recording, Submission submission, LocalEngine engine)
      throws IOException {
    WorkerFacts facts = new WorkerFacts(engine.catalogue(), engine.executor(), engine.blocks());
    Consent consent =
        new Consent(Consent.Publication.PUBLIC, Consent.Computation.ANY, "Nobody is in it.");
    Submitted signed;
    try {
      List<StreamFile> streams = submission.streams(recording);
      signed =
          submission.submit(
              recording.name(),
              streams,
              facts.of(recording, streams),
              new SubmissionOptions(Optional.empty(), Optional.of(consent), Optional.empty()));
    } catch (RejectedInputException e) {
      return;
    }
    SignedManifest manifest =
        switch (name) {
          case UNSIGNED -> new SignedManifest(signed.manifest().publicHalf(), Optional.empty());
          case FORGED -> forged(signed.manifest());
          default -> signed.manifest();
        };
    ManifestFiles.of(recording)
        .write(
            new Submitted(
                signed.name(),
                manifest,
                signed.privateHalf(),
                signed.registration(),
                signed.findings()));
  }

  private static SignedManifest forged(SignedManifest manifest) {
    PublicHalf half = manifest.publicHalf();
    return new SignedManifest(
        new PublicHalf(
            half.contributor(),
            new Licence("CC0-1.0"),
            half.streams(),
            half.commitments(),
            half.privateHalf()),
        manifest.signature());
  }
}
