package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.time.Nanos;

/** Puts clips into clusters, by number in the order of their keys. */
final class Clustering {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  private final List<KnownClip> clips;
  private final DeduplicateParameters parameters;
  private final DisjointSets sets;
  private final Map<Integer, String> evidence = new HashMap<>();
  private final Map<Integer, List<Integer>> byRecording = new HashMap<>();
  private final Map<Recordings, Long> shifts = new LinkedHashMap<>();

  /** Two recordings, by number. */
  private record Recordings(int one, int other) {}

  Clustering(List<KnownClip> clips, DeduplicateParameters parameters) {
    this.clips = clips;
    this.parameters = parameters;
    sets = new DisjointSets(clips.size());
    for (int number = 0; number < clips.size(); number++) {
      byRecording
          .computeIfAbsent(clips.get(number).recording(), recording -> new ArrayList<>())
          .add(number);
    }
  }

  /** Joins two clips that are equal. */
  void joinCopies(int one, int other, String why) {
    join(one, other, why);
  }

  /** Joins the clips that show the same pictures. */
  void joinAlike(Footage footage) throws IOException {
    CandidateSearch search = CandidateSearch.of(clips, footage, parameters.bits());
    int least = Math.max(1, parameters.pictures() / 2);
    for (int clip = 0; clip < clips.size(); clip++) {
      ClipFrames frames = footage.of(clip);
      for (int candidate : search.candidates(clip, frames, least)) {
        if (sets.find(clip) != sets.find(candidate)) {
          Alignment alignment =
              Alignment.of(frames, footage.of(candidate), measure(parameters.pictures()));
          if (joinIfSame(clip, candidate, alignment, parameters.pictures())) {
            shifts.putIfAbsent(
                new Recordings(clips.get(clip).recording(), clips.get(candidate).recording()),
                alignment.offset());
          }
        }
      }
    }
    for (Map.Entry<Recordings, Long> shift : shifts.entrySet()) {
      joinAlongside(shift.getKey(), shift.getValue(), footage);
    }
  }

  /** Joins clips that match where other clips of the same recordings do, though nothing moves. */
  private void joinAlongside(Recordings recordings, long offset, Footage footage)
      throws IOException {
    for (int one : numbers(recordings.one())) {
      for (int other : numbers(recordings.other())) {
        Clip earlier = clips.get(one).clip();
        Clip later = clips.get(other).clip();
        boolean meet =
            earlier.start() + offset < later.end() && later.start() < earlier.end() + offset;
        if (meet && sets.find(one) != sets.find(other)) {
          joinIfSame(
              one, other, Alignment.at(offset, footage.of(one), footage.of(other), measure(1)), 1);
        }
      }
    }
  }

  private List<Integer> numbers(int recording) {
    return byRecording.getOrDefault(recording, List.of());
  }

  private Alignment.Measure measure(int pictures) {
    return new Alignment.Measure(
        parameters.bits(), parameters.run() * NANOS_PER_MILLISECOND, pictures);
  }

  private boolean joinIfSame(int one, int other, Alignment alignment, int pictures) {
    BigDecimal needed = parameters.overlap().multiply(BigDecimal.valueOf(alignment.frames()));
    if (alignment.pictures() < pictures
        || BigDecimal.valueOf(alignment.matched()).compareTo(needed) < 0) {
      return false;
    }
    join(
        one,
        other,
        "%d of %d frames match, shifted by %s s, for up to %s s without a break"
            .formatted(
                alignment.matched(),
                alignment.frames(),
                Nanos.seconds(Math.abs(alignment.offset())),
                Nanos.seconds(alignment.longestRun())));
    return true;
  }

  private void join(int one, int other, String words) {
    sets.join(one, other);
    evidence.putIfAbsent(one, "with " + clips.get(other).key() + ": " + words);
    evidence.putIfAbsent(other, "with " + clips.get(one).key() + ": " + words);
  }

  /** The clusters of what was joined. */
  Clusters clusters() {
    Map<Integer, KnownClip> representatives = new HashMap<>();
    for (int clip = 0; clip < clips.size(); clip++) {
      representatives.merge(
          sets.find(clip),
          clips.get(clip),
          (one, other) -> KnownClip.PREFERENCE.compare(one, other) <= 0 ? one : other);
    }
    List<Clusters.Member> members = new ArrayList<>();
    for (int clip = 0; clip < clips.size(); clip++) {
      KnownClip representative = Objects.requireNonNull(representatives.get(sets.find(clip)));
      members.add(
          new Clusters.Member(
              clips.get(clip).key(), representative.key(), evidence.getOrDefault(clip, "")));
    }
    return new Clusters(members);
  }
}
