package net.neuralpro.transforms.deduplicate;

import java.util.Arrays;
import net.neuralpro.schemas.time.Nanos;

/**
 * How two clips match when one is shifted in time against the other: aligned runs of frames that
 * show the same pictures.
 *
 * @param offset nanoseconds that are added to times of the first clip to have those of the second
 * @param matched frames of the shorter clip that lie in runs and have their counterpart
 * @param frames how many frames the shorter clip has
 * @param longestRun from the first to the last frame of the longest run, nanoseconds
 * @param pictures different pictures in the runs, counted up to the number that is needed
 */
record Alignment(long offset, int matched, int frames, long longestRun, int pictures) {
  /** Frames of the shorter clip that vote for an offset: they bound the work on long clips. */
  private static final int VOTERS = 64;

  /** A frame's counterpart is at most so far from where the offset puts it. */
  private static final long REACH = 60_000_000L;

  /** A run ends where no frame matches for longer than this. */
  private static final long OUTAGE = Nanos.PER_SECOND / 2;

  /** Of a run's frames at least 3 in 4 match. */
  private static final int MATCHED_QUARTERS = 3;

  /**
   * What is compared.
   *
   * @param bits the same picture's fingerprints differ in at most so many bits
   * @param leastRun a run lasts at least so many nanoseconds, or nine tenths of the shorter clip
   * @param pictures how many different pictures need to be counted
   */
  record Measure(int bits, long leastRun, int pictures) {}

  /** The best alignment of two clips. */
  static Alignment of(ClipFrames one, ClipFrames other, Measure measure) {
    boolean inOrder = isShorter(one, other);
    ClipFrames shorter = inOrder ? one : other;
    ClipFrames longer = inOrder ? other : one;
    if (shorter.size() == 0) {
      return new Alignment(0, 0, 0, 0, 0);
    }
    long offset = new OffsetVotes(shorter, longer, VOTERS, measure.bits()).winner();
    return at(inOrder ? offset : -offset, one, other, measure);
  }

  /** The alignment of two clips at an offset that is known. */
  static Alignment at(long offset, ClipFrames one, ClipFrames other, Measure measure) {
    boolean inOrder = isShorter(one, other);
    ClipFrames shorter = inOrder ? one : other;
    boolean[] hits =
        hits(shorter, inOrder ? other : one, inOrder ? offset : -offset, measure.bits());
    Runs runs = new Runs(shorter, measure);
    runs.find(hits);
    return new Alignment(offset, runs.matched, shorter.size(), runs.longest, runs.different);
  }

  private static boolean isShorter(ClipFrames one, ClipFrames other) {
    return one.span() < other.span() || one.span() == other.span() && one.size() <= other.size();
  }

  private static boolean[] hits(ClipFrames shorter, ClipFrames longer, long offset, int bits) {
    boolean[] hits = new boolean[shorter.size()];
    int from = 0;
    for (int a = 0; a < hits.length; a++) {
      long time = shorter.times()[a] + offset;
      while (from < longer.size() && longer.times()[from] < time - REACH) {
        from++;
      }
      for (int b = from; b < longer.size() && longer.times()[b] <= time + REACH; b++) {
        if (Long.bitCount(shorter.fingerprints()[a] ^ longer.fingerprints()[b]) <= bits) {
          hits[a] = true;
          break;
        }
      }
    }
    return hits;
  }

  /** Adds up runs of hits. */
  private static final class Runs {
    private final ClipFrames clip;
    private final long leastRun;
    private final int bits;
    private final long[] seen;
    private int different;
    private int matched;
    private long longest;

    Runs(ClipFrames clip, Measure measure) {
      this.clip = clip;
      leastRun = Math.min(measure.leastRun(), clip.span() * 9 / 10);
      bits = measure.bits();
      seen = new long[measure.pictures()];
    }

    void find(boolean[] hits) {
      int first = -1;
      int last = -1;
      int count = 0;
      for (int frame = 0; frame < hits.length; frame++) {
        if (!hits[frame]) {
          continue;
        }
        if (first >= 0 && clip.times()[frame] - clip.times()[last] > OUTAGE) {
          end(hits, first, last, count);
          first = -1;
        }
        if (first < 0) {
          first = frame;
          count = 0;
        }
        last = frame;
        count++;
      }
      if (first >= 0) {
        end(hits, first, last, count);
      }
    }

    private void end(boolean[] hits, int first, int last, int count) {
      long length = clip.times()[last] - clip.times()[first];
      if (length < leastRun || 4 * count < MATCHED_QUARTERS * (last - first + 1)) {
        return;
      }
      matched += count;
      longest = Math.max(longest, length);
      for (int frame = first; frame <= last && different < seen.length; frame++) {
        if (hits[frame]) {
          see(clip.fingerprints()[frame]);
        }
      }
    }

    private void see(long fingerprint) {
      if (Arrays.stream(seen, 0, different)
          .noneMatch(other -> Long.bitCount(other ^ fingerprint) <= bits)) {
        seen[different++] = fingerprint;
      }
    }
  }
}
