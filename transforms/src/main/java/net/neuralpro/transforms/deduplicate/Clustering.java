package net.neuralpro.transforms.deduplicate;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.time.Nanos;

/** Puts clips into clusters, by number in the order of their keys. */
final class Clustering {
  private static final long NANOS_PER_MILLISECOND = 1_000_000;

  private final List<KnownClip> clips;
  private final DeduplicateParameters parameters;
  private final DisjointSets sets;
  private final Map<Integer, String> evidence = new HashMap<>();

  Clustering(List<KnownClip> clips, DeduplicateParameters parameters) {
    this.clips = clips;
    this.parameters = parameters;
    sets = new DisjointSets(clips.size());
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
          compare(clip, frames, candidate, footage.of(candidate));
        }
      }
    }
  }

  private void compare(int one, ClipFrames oneFrames, int other, ClipFrames otherFrames) {
    Alignment alignment =
        Alignment.of(
            oneFrames,
            otherFrames,
            parameters.bits(),
            parameters.run() * NANOS_PER_MILLISECOND,
            parameters.pictures());
    BigDecimal needed = parameters.overlap().multiply(BigDecimal.valueOf(alignment.frames()));
    if (alignment.pictures() >= parameters.pictures()
        && BigDecimal.valueOf(alignment.matched()).compareTo(needed) >= 0) {
      join(
          one,
          other,
          "%d of %d frames match at an offset of %s s, for up to %s s without a break"
              .formatted(
                  alignment.matched(),
                  alignment.frames(),
                  Nanos.seconds(alignment.offset()),
                  Nanos.seconds(alignment.longestRun())));
    }
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
