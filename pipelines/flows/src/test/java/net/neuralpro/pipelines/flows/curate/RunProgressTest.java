package net.neuralpro.pipelines.flows.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingDiscovery;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.SharedData;
import net.neuralpro.pipelines.flows.local.LocalEngine;
import net.neuralpro.pipelines.flows.recipe.RecipeException;
import net.neuralpro.pipelines.flows.recipe.RecipeReader;
import net.neuralpro.pipelines.flows.submit.Submission;
import net.neuralpro.pipelines.flows.submit.SubmissionOptions;
import net.neuralpro.pipelines.flows.submit.SubmissionProgress;
import net.neuralpro.pipelines.flows.submit.WorkerFacts;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.StreamFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run says beforehand how many turns it has, and takes just so many. */
class RunProgressTest {
  @TempDir Path folder;

  @Test
  void takesAsManyTurnsAsItSaidWhateverIsRejected()
      throws IOException, InterruptedException, RecipeException {
    List<Path> paths =
        List.of(
            SharedData.file("sensors/comma2k19"),
            SharedData.file("sensors/dji-srt/air2s.srt"),
            SharedData.file("sensors/dji-srt/mavic_air2.srt"));
    Told told = new Told();
    try (LocalEngine engine =
        LocalEngine.open(
            Workspace.open(folder.resolve("home")),
            2,
            (derivation, outcome, source, nanos) -> {})) {
      RunContext context =
          engine.context(new RecipeReader(engine.catalogue()).read("driving")).with(told);
      Curation.Result result =
          Curation.run(context, recordings(engine, paths), Optional.empty(), 2);
      assertThat(result.tracks()).filteredOn(Track::rejected).hasSize(2);
      int steps = RecordingSteps.of(context.recipe()).size();
      assertThat(told.begun)
          .containsEntry(RunProgress.Part.RECORDINGS, 3L * steps + DatasetSteps.DECISIONS)
          .containsEntry(RunProgress.Part.FILES, result.plan().orElseThrow().tasks().size() + 1L);
    }
    assertThat(told.taken).isEqualTo(told.begun);
  }

  private static List<Cid> recordings(LocalEngine engine, List<Path> paths) throws IOException {
    Submission submission =
        new Submission(engine.blocks(), ContributorKey.ofSeed(1, "alder"), SubmissionProgress.NONE);
    WorkerFacts facts = new WorkerFacts(engine.catalogue(), engine.executor(), engine.blocks());
    List<Cid> recordings = new ArrayList<>();
    for (DiscoveredRecording recording : RecordingDiscovery.discover(paths).recordings()) {
      List<StreamFile> streams = submission.streams(recording);
      recordings.add(
          submission
              .submit(
                  recording.name(), streams, facts.of(recording, streams), SubmissionOptions.NONE)
              .recording());
    }
    return recordings;
  }

  /** Adds up what it is told. */
  private static final class Told implements RunProgress {
    private final Map<Part, Long> begun = new EnumMap<>(Part.class);
    private final Map<Part, Long> taken = new EnumMap<>(Part.class);
    private Part part = Part.RECORDINGS;

    @Override
    public synchronized void begins(Part next, long turns) {
      part = next;
      begun.put(next, turns);
    }

    @Override
    public synchronized void taken(long turns, String operator) {
      taken.merge(part, turns, Long::sum);
    }
  }
}
