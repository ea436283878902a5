package net.neuralpro.transforms.deduplicate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.neuralpro.schemas.clip.Clusters;
import net.neuralpro.schemas.time.Nanos;

/** Puts clips into clusters. The result does not depend on the order in which they come. */
final class Clustering {
  /** The clip that stands for its cluster: the parent's, the longest, the one of least key. */
  private static final Comparator<ClipFrames> PREFERENCE =
      Comparator.comparing(ClipFrames::origin)
          .thenComparing(clip -> -clip.clip().rows())
          .thenComparing(ClipFrames::key);

  private Clustering() {}

  /**
   * The clusters.
   *
   * @param clips all clips
   * @param same pairs of clips that are known to be the same, by number
   */
  static Clusters of(List<ClipFrames> clips, List<int[]> same, DeduplicateParameters parameters) {
    DisjointSets sets = new DisjointSets(clips.size());
    Map<Integer, String> evidence = new HashMap<>();
    for (int[] pair : same) {
      join(sets, clips, pair[0], pair[1], "the same file", evidence);
    }
    for (CandidatePairs.Pair pair : CandidatePairs.of(clips, parameters.bits(), 1)) {
      if (sets.find(pair.one()) == sets.find(pair.other())) {
        continue;
      }
      Alignment alignment =
          Alignment.of(clips.get(pair.one()), clips.get(pair.other()), parameters.bits());
      if (isSame(alignment, parameters)) {
        String words =
            "%d of %d frames match at an offset of %s s"
                .formatted(
                    alignment.matched(), alignment.frames(), Nanos.seconds(alignment.offset()));
        join(sets, clips, pair.one(), pair.other(), words, evidence);
      }
    }
    Map<Integer, ClipFrames> representatives = new HashMap<>();
    for (int number = 0; number < clips.size(); number++) {
      representatives.merge(
          sets.find(number),
          clips.get(number),
          (one, other) -> PREFERENCE.compare(one, other) <= 0 ? one : other);
    }
    List<Clusters.Member> members = new ArrayList<>();
    for (int number = 0; number < clips.size(); number++) {
      ClipFrames representative = representatives.get(sets.find(number));
      if (representative == null) {
        throw new IllegalStateException("Every cluster has a representative");
      }
      members.add(
          new Clusters.Member(
              clips.get(number).key(), representative.key(), evidence.getOrDefault(number, "")));
    }
    return new Clusters(members);
  }

  private static boolean isSame(Alignment alignment, DeduplicateParameters parameters) {
    BigDecimal needed = parameters.overlap().multiply(BigDecimal.valueOf(alignment.frames()));
    return alignment.matched() >= Math.min(parameters.frames(), alignment.frames())
        && BigDecimal.valueOf(alignment.matched()).compareTo(needed) >= 0;
  }

  private static void join(
      DisjointSets sets,
      List<ClipFrames> clips,
      int one,
      int other,
      String words,
      Map<Integer, String> evidence) {
    sets.join(one, other);
    evidence.putIfAbsent(one, "with " + clips.get(other).key() + ": " + words);
    evidence.putIfAbsent(other, "with " + clips.get(one).key() + ": " + words);
  }
}
