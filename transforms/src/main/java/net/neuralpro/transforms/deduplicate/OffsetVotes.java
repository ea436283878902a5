package net.neuralpro.transforms.deduplicate;

import java.util.Arrays;

/**
 * Finds the offset in time between two clips: some frames of the shorter vote for the offsets at
 * which the longer shows their picture. A picture that stands still votes for many offsets and so
 * decides on none; only pictures that change do.
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
    int[] lastVoter = new int[bins];
    Arrays.fill(lastVoter, -1);
    for (int voter : voters) {
      for (int frame = 0; frame < longer.size(); frame++) {
        if (isSame(voter, frame)) {
          int bin = (int) ((offset(voter, frame) - least) / BIN);
          if (lastVoter[bin] != voter) {
            lastVoter[bin] = voter;
            votes[bin]++;
          }
        }
      }
    }
    int best = 0;
    for (int bin = 0; bin + 1 < bins; bin++) {
      if (votes[bin] + votes[bin + 1] > votes[best] + votes[best + 1]) {
        best = bin;
      }
    }
    return middle(least + best * BIN, least + (best + 2) * BIN);
  }

  /** The median of the offsets that were voted for in this range. */
  private long middle(long from, long to) {
    long[] offsets = new long[64];
    int count = 0;
    for (int voter : voters) {
      for (int frame = 0; frame < longer.size(); frame++) {
        long offset = offset(voter, frame);
        if (offset >= from && offset < to && isSame(voter, frame)) {
          offsets = count == offsets.length ? Arrays.copyOf(offsets, 2 * count) : offsets;
          offsets[count++] = offset;
        }
      }
    }
    Arrays.sort(offsets, 0, count);
    return count == 0 ? from : offsets[count / 2];
  }

  private long offset(int voter, int frame) {
    return longer.times()[frame] - shorter.times()[voter];
  }

  private boolean isSame(int voter, int frame) {
    return Long.bitCount(shorter.fingerprints()[voter] ^ longer.fingerprints()[frame]) <= bits;
  }
}
