package net.neuralpro.pipelines.flows.curate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetVersion;

/**
 * What a run comes to. Parts of a run may be done twice, so that all that is told is by key, and
 * telling it again changes nothing.
 */
public final class RunJournal {
  private final Map<Cid, Track> tracks = new ConcurrentSkipListMap<>();
  private volatile Optional<DatasetSteps.Plan> plan = Optional.empty();
  private volatile Optional<DatasetVersion> version = Optional.empty();

  void ended(Track track) {
    tracks.put(track.recording(), track);
  }

  void planned(DatasetSteps.Plan made) {
    plan = Optional.of(made);
  }

  void ended(Optional<DatasetVersion> made) {
    version = made;
  }

  /** All recordings, as far as each came, by identifier. */
  List<Track> tracks() {
    return List.copyOf(tracks.values());
  }

  /** How the dataset comes about; empty if no recording was accepted. */
  Optional<DatasetSteps.Plan> plan() {
    return plan;
  }

  /** The version; empty if there was nothing to make one of. */
  Optional<DatasetVersion> version() {
    return version;
  }
}
