package net.neuralpro.transforms.deduplicate;

import java.util.HashMap;
import java.util.Map;

/**
 * How well the frames of two clips match when one is shifted in time against the other.
 *
 * @param offset nanoseconds that are added to the times of the first
 * @param matched frames of the clip with fewer frames whose counterpart is the same picture
 * @param frames how many frames that clip has
 */
record Alignment(long offset, int matched, int frames) {
  /** The width of the bins that offsets are counted in. */
  private static final long BIN = 100_000_000L;

  /** A frame's counterpart is at most so far away. */
  private static final long REACH = 60_000_000L;

  /** Every so many frames vote for an offset, which bounds the work on long clips. */
  private static final int VOTERS = 128;

  /** The best alignment of two clips. */
  static Alignment of(ClipFrames one, ClipFrames other, int bits) {
    ClipFrames few = one.frames() <= other.frames() ? one : other;
    ClipFrames many = few == one ? other : one;
    Map<Long, int[]> votes = new HashMap<>();
    int step = Math.max(1, few.frames() / VOTERS);
    for (int a = 0; a < few.frames(); a += step) {
      for (int b = 0; b < many.frames(); b++) {
        if (Long.bitCount(few.fingerprints()[a] ^ many.fingerprints()[b]) <= bits) {
          long bin = Math.floorDiv(many.times()[b] - few.times()[a], BIN / 2);
          votes.computeIfAbsent(bin, key -> new int[1])[0]++;
        }
      }
    }
    long best = 0;
    int most = 0;
    for (Map.Entry<Long, int[]> vote : votes.entrySet()) {
      int count = vote.getValue()[0];
      if (count > most || count == most && nearer(vote.getKey(), best)) {
        best = vote.getKey();
        most = count;
      }
    }
    Alignment alignment = new Alignment(0, 0, few.frames());
    for (long bin = best - 1; bin <= best + 1; bin++) {
      Alignment candidate = at(bin * (BIN / 2) + BIN / 4, few, many, bits);
      alignment = candidate.matched > alignment.matched ? candidate : alignment;
    }
    return alignment;
  }

  private static boolean nearer(long one, long other) {
    return Math.abs(one) < Math.abs(other) || Math.abs(one) == Math.abs(other) && one < other;
  }

  private static Alignment at(long offset, ClipFrames few, ClipFrames many, int bits) {
    int matched = 0;
    int from = 0;
    for (int a = 0; a < few.frames(); a++) {
      long time = few.times()[a] + offset;
      while (from < many.frames() && many.times()[from] < time - REACH) {
        from++;
      }
      boolean found = false;
      for (int b = from; b < many.frames() && many.times()[b] <= time + REACH && !found; b++) {
        found = Long.bitCount(few.fingerprints()[a] ^ many.fingerprints()[b]) <= bits;
      }
      matched += found ? 1 : 0;
    }
    return new Alignment(offset, matched, few.frames());
  }
}
