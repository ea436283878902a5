package net.neuralpro.transforms.deduplicate;

import java.util.Arrays;

/**
 * Finds the offset in time between two clips: some frames of the shorter vote for the offsets at
 * which the longer shows their picture, the more the less it differs. A picture that stands still
 * votes for many offsets and so decides on none; only pictures that change do.
 */
final class OffsetVotes {
  /**
   * The width of the bins that offsets are counted in, nanoseconds; two neighbours count as one.
   */
  private static final long BIN = 40_000_000L;

  private final ClipFrames shorter;
  private final ClipFrames longer;
  private final int bits;
  private final int[] voters;
  private final long least;

  OffsetVotes(ClipFrames shorter, ClipFrames longer, int voters, int bits) {
    this.shorter = shorter;
    this.longer = longer;
    this.bits = bits;
    int count = Math.min(voters, shorter.size());
    this.voters = new int[count];
    for (int voter = 0; voter < count; voter++) {
      this.voters[voter] = (int) ((long) voter * shorter.size() / count);
    }
    least = longer.times()[0] - shorter.times()[shorter.size() - 1];
  }

  /** The offset that most vote for; of equal ones the least. */
  long winner() {
    long greatest = longer.times()[longer.size() - 1] - shorter.times()[0];
    int bins = Math.toIntExact((greatest - least) / BIN + 2);
    int[] votes = new int[bins];
    int[] own = new int[bins];
    for (int voter : voters) {
      Arrays.fill(own, 0);
      for (int frame = 0; frame < longer.size(); frame++) {
        int weight = bits + 1 - distance(voter, frame);
        if (weight > 0) {
          int bin = (int) ((offset(voter, frame) - least) / BIN);
          own[bin] = Math.max(own[bin], weight);
        }
      }
      for (int bin = 0; bin < bins; bin++) {
        votes[bin] += own[bin];
      }
    }
    int best = 0;
    for (int bin = 0; bin + 1 < bins; bin++) {
      if (votes[bin] + votes[bin + 1] > votes[best] + votes[best + 1]) {
        best = bin;
      }
    }
    return median(least + best * BIN, least + (best + 2) * BIN);
  }

  /** The median of the offsets in this range, for each voter that of the picture most like it. */
  private long median(long from, long to) {
    long middle = from + (to - from) / 2;
    long[] offsets = new long[voters.length];
    int count = 0;
    for (int voter : voters) {
      int nearest = bits + 1;
      for (int frame = 0; frame < longer.size(); frame++) {
        long offset = offset(voter, frame);
        int distance = distance(voter, frame);
        if (offset < from || offset >= to || distance > bits) {
          continue;
        }
        boolean isFirst = nearest > bits;
        if (distance < nearest
            || distance == nearest
                && Math.abs(offset - middle) < Math.abs(offsets[count - 1] - middle)) {
          count += isFirst ? 1 : 0;
          nearest = distance;
          offsets[count - 1] = offset;
        }
      }
    }
    Arrays.sort(offsets, 0, count);
    return count == 0 ? from : offsets[count / 2];
  }

  private long offset(int voter, int frame) {
    return longer.times()[frame] - shorter.times()[voter];
  }

  private int distance(int voter, int frame) {
    return Long.bitCount(shorter.fingerprints()[voter] ^ longer.fingerprints()[frame]);
  }
}
