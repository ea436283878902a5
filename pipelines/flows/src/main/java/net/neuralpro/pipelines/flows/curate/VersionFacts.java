package net.neuralpro.pipelines.flows.curate;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.pipelines.flows.reward.VersionFactsTable;
import net.neuralpro.schemas.clip.ClipKey;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.ContributionFact;
import net.neuralpro.schemas.reward.ContributionFact.Standing;
import net.neuralpro.schemas.reward.NeedCell;

/**
 * Writes what each clip gives to a version, as rewards are computed of it: blinded, and no place
 * finer than a degree. Recordings whose contributors kept the private half have no blinded
 * identifier, and no facts.
 */
record VersionFacts(RunContext context) {
  /** A recording on its way, with what it is told by. */
  private record Told(Track track, BlindedRecording recording) {}

  /**
   * Writes the facts of a version.
   *
   * @param considered recordings that the run saw
   * @param plan how the version came about
   * @param parent whose recordings are flagged if they are refused now
   */
  Cid write(List<Track> considered, DatasetSteps.Plan plan, ParentVersion parent)
      throws IOException {
    ContentFiles files = new ContentFiles(context.store());
    ClipFacts facts = new ClipFacts(context.store());
    ClusterRanks ranks = new ClusterRanks(Clusters.read(files, plan.clusters()));
    Set<Cid> parted = Splits.read(files, plan.splits()).byRecording().keySet();
    SortedMap<Digest, Told> all = new TreeMap<>();
    for (Track track : considered) {
      Optional<BlindedRecording> blinded = BlindedRecording.of(context.store(), track.recording());
      blinded.ifPresent(recording -> all.put(recording.blinded(), new Told(track, recording)));
    }
    VersionFactsTable.Writer table = new VersionFactsTable.Writer(context.store());
    try (table) {
      for (Told told : all.values()) {
        Cid recording = told.recording().recording();
        if (told.track().rejected()) {
          if (parent.has(recording) && !context.registrations().isRevoked(recording)) {
            table.add(flagged(told.recording()));
          }
        } else if (parted.contains(recording)) {
          for (ContributionFact fact : facts.of(told.track(), told.recording(), ranks)) {
            table.add(fact);
          }
        }
      }
    }
    return table.cid();
  }

  private static ContributionFact flagged(BlindedRecording recording) {
    return new ContributionFact(
        ClipFacts.NOTHING,
        ClipFacts.NOTHING,
        recording.blinded(),
        0,
        recording.contributor(),
        Optional.empty(),
        0,
        0,
        ClusterRanks.digest(new ClipKey(recording.recording(), 0)),
        0,
        NeedCell.UNKNOWN,
        Standing.FLAGGED);
  }
}
