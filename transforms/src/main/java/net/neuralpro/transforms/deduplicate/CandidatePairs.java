package net.neuralpro.transforms.deduplicate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds pairs of clips that share pictures, by multi-index hashing (Norouzi, Punjani and Fleet,
 * "Fast search in Hamming space with multi-index hashing", 2012): of two fingerprints that differ
 * in at most 4 bits, one of 5 parts is equal. A picture that a clip shows again and again is looked
 * up once. In a part that is equal in more than {@link #MAX_BUCKET} pictures, each is compared with
 * the next so many only, in the order of their fingerprints: such pictures are all alike.
 */
final class CandidatePairs {
  private static final int[] SHIFTS = {0, 13, 26, 39, 52};
  private static final int[] WIDTHS = {13, 13, 13, 13, 12};
  private static final int MAX_BUCKET = 2048;

  private final List<ClipFrames> clips;
  private final int bits;
  private final long[] fingerprints;
  private final int[] owners;
  private final Map<Long, Integer> matches = new HashMap<>();

  private CandidatePairs(List<ClipFrames> clips, int bits) {
    this.clips = clips;
    this.bits = bits;
    List<long[]> distinct = new ArrayList<>();
    int total = 0;
    for (ClipFrames clip : clips) {
      long[] own = Arrays.stream(clip.fingerprints()).sorted().distinct().toArray();
      distinct.add(own);
      total = Math.addExact(total, own.length);
    }
    fingerprints = new long[total];
    owners = new int[total];
    int filled = 0;
    for (int clip = 0; clip < distinct.size(); clip++) {
      for (long fingerprint : distinct.get(clip)) {
        fingerprints[filled] = fingerprint;
        owners[filled++] = clip;
      }
    }
  }

  /** A pair of clips by number, the first less than the second, and how many pictures match. */
  record Pair(int one, int other, int pictures) {}

  /** The pairs of clips of different recordings with at least so many matching pictures. */
  static List<Pair> of(List<ClipFrames> clips, int bits, int pictures) {
    CandidatePairs search = new CandidatePairs(clips, bits);
    for (int part = 0; part < SHIFTS.length; part++) {
      search.compare(part);
    }
    List<Pair> pairs = new ArrayList<>();
    new TreeMap<>(search.matches)
        .forEach(
            (pair, count) -> {
              if (count >= pictures) {
                pairs.add(new Pair((int) (pair >>> 32), (int) (long) pair, count));
              }
            });
    return pairs;
  }

  private int partOf(int index, int part) {
    return (int) (fingerprints[index] >>> SHIFTS[part]) & ((1 << WIDTHS[part]) - 1);
  }

  private void compare(int part) {
    int[] starts = new int[(1 << WIDTHS[part]) + 1];
    for (int index = 0; index < fingerprints.length; index++) {
      starts[partOf(index, part) + 1]++;
    }
    for (int bucket = 1; bucket < starts.length; bucket++) {
      starts[bucket] += starts[bucket - 1];
    }
    int[] places = Arrays.copyOf(starts, starts.length);
    int[] sorted = new int[fingerprints.length];
    for (int index = 0; index < fingerprints.length; index++) {
      sorted[places[partOf(index, part)]++] = index;
    }
    for (int bucket = 0; bucket + 1 < starts.length; bucket++) {
      int end = starts[bucket + 1];
      if (end - starts[bucket] > MAX_BUCKET) {
        sortByFingerprint(sorted, starts[bucket], end);
      }
      for (int a = starts[bucket]; a < end; a++) {
        for (int b = a + 1; b < end && b - a <= MAX_BUCKET; b++) {
          count(sorted[a], sorted[b], part);
        }
      }
    }
  }

  private void sortByFingerprint(int[] sorted, int from, int to) {
    Integer[] boxed = new Integer[to - from];
    for (int index = 0; index < boxed.length; index++) {
      boxed[index] = sorted[from + index];
    }
    Arrays.sort(
        boxed,
        Comparator.<Integer>comparingLong(index -> fingerprints[index])
            .thenComparingInt(index -> owners[index]));
    for (int index = 0; index < boxed.length; index++) {
      sorted[from + index] = boxed[index];
    }
  }

  private void count(int a, int b, int part) {
    if (Long.bitCount(fingerprints[a] ^ fingerprints[b]) > bits) {
      return;
    }
    int one = Math.min(owners[a], owners[b]);
    int other = Math.max(owners[a], owners[b]);
    if (clips.get(one).recording() == clips.get(other).recording()) {
      return;
    }
    for (int earlier = 0; earlier < part; earlier++) {
      if (partOf(a, earlier) == partOf(b, earlier)) {
        return;
      }
    }
    matches.merge((long) one << 32 | other, 1, Integer::sum);
  }
}
