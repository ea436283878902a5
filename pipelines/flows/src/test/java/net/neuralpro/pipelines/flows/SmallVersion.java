package net.neuralpro.pipelines.flows;

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
import net.neuralpro.pipelines.flows.curate.Curation;
import net.neuralpro.pipelines.flows.local.LocalEngine;
import net.neuralpro.pipelines.flows.recipe.RecipeReader;
import net.neuralpro.pipelines.flows.submit.Submission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.pipelines.flows.submit.SubmissionProgress;
import net.neuralpro.pipelines.flows.submit.Submitted;
import net.neuralpro.pipelines.flows.submit.WorkerFacts;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Registration;
import net.neuralpro.schemas.recording.Registrations;
import net.neuralpro.schemas.recording.StreamFile;

/**
 * A version of two real recordings, a drive with poses and a street, and of the street once more,
 * by somebody else. The first two are registered.
 *
 * @param store has it, and all that it is made of
 * @param drive of {@code alder}, without a video
 * @param street of {@code birch}
 * @param copy of {@code cedar}, whose files are those of the street
 */
public record SmallVersion(
    BlockStore store, DatasetVersion version, Submitted drive, Submitted street, Submitted copy) {
  /** Makes it in a workspace. */
  public static SmallVersion in(Path home) throws Exception {
    Path street = SharedData.file("video/mapillary-sample-5s.mp4");
    try (LocalEngine engine =
        LocalEngine.open(Workspace.open(home), 2, (derivation, outcome, source, nanos) -> {})) {
      Submitted first = submit(engine, "alder", SharedData.file("sensors/comma2k19"));
      Submitted second = submit(engine, "birch", street);
      Submitted third = submit(engine, "cedar", street);
      List<Digest> blinded = new ArrayList<>();
      SortedMap<Cid, Registration> shown = new TreeMap<>();
      List<Submitted> registered = List.of(first, second);
      for (Submitted each : registered) {
        blinded.add(Registration.blind(each.recording(), each.privateHalf().orElseThrow()));
      }
      for (Submitted each : registered) {
        shown.put(
            each.recording(),
            Registration.of(blinded, each.recording(), each.privateHalf().orElseThrow()));
      }
      Curation.Result result =
          Curation.run(
              engine
                  .context(new RecipeReader(engine.catalogue()).read("driving"))
                  .with(
                      new Registrations(
                          List.of(first.recording(), second.recording()), shown, new TreeMap<>())),
              List.of(first.recording(), second.recording(), third.recording()),
              Optional.empty(),
              2);
      return new SmallVersion(
          engine.blocks(), result.version().orElseThrow(), first, second, third);
    }
  }

  private static Submitted submit(LocalEngine engine, String contributor, Path path)
      throws IOException {
    Submission submission =
        new Submission(
            engine.blocks(), ContributorKey.ofSeed(1, contributor), SubmissionProgress.NONE);
    DiscoveredRecording recording = RecordingDiscovery.discover(List.of(path)).recordings().get(0);
    List<StreamFile> streams = submission.streams(recording);
    return submission.submit(
        recording.name(),
        streams,
        new WorkerFacts(engine.catalogue(), engine.executor(), engine.blocks())
            .of(recording, streams),
        SubmissionOptions.NONE);
  }

  /** SHA-256 of its manifest. */
  public Digest digest() {
    return Digest.of(version.block().cid().digest());
  }

  /** The blinded identifier of one of its recordings. */
  public static Digest blinded(Submitted recording) {
    return Registration.blind(recording.recording(), recording.privateHalf().orElseThrow());
  }
}
