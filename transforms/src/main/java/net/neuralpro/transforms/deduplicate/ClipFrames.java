package net.neuralpro.transforms.deduplicate;

import java.util.Arrays;
import net.neuralpro.schemas.time.Nanos;

/**
 * The telling frames of a clip. The arrays are shared, not copied.
 *
 * @param times nanoseconds on the recording's clock, ascending
 * @param fingerprints of the pictures then
 */
record ClipFrames(long[] times, long[] fingerprints) {
  static final ClipFrames NONE = new ClipFrames(new long[0], new long[0]);

  /** So far apart are the pictures by which a clip is found. */
  private static final long SAMPLE_INTERVAL = Nanos.PER_SECOND / 4;

  ClipFrames {
    if (times.length != fingerprints.length) {
      throw new IllegalArgumentException("Cannot have times without fingerprints");
    }
  }

  int size() {
    return times.length;
  }

  /** From the first frame to the last, in nanoseconds. */
  long span() {
    return size() == 0 ? 0 : times[size() - 1] - times[0];
  }

  /**
   * The pictures by which the clip is found: at most four a second, each more than so many bits
   * from the one before. A picture that stands still is one of them.
   */
  long[] samples(int bits) {
    long[] samples = new long[size()];
    int count = 0;
    long last = 0;
    for (int frame = 0; frame < size(); frame++) {
      boolean isNew =
          count == 0
              || times[frame] - last >= SAMPLE_INTERVAL
                  && Long.bitCount(fingerprints[frame] ^ samples[count - 1]) > bits;
      if (isNew) {
        samples[count++] = fingerprints[frame];
        last = times[frame];
      }
    }
    return Arrays.copyOf(samples, count);
  }

  /** Its frames one after another, while they are read. */
  static final class Builder {
    private long[] times = new long[256];
    private long[] fingerprints = new long[256];
    private int count;

    void add(long time, long fingerprint) {
      if (count == times.length) {
        times = Arrays.copyOf(times, 2 * count);
        fingerprints = Arrays.copyOf(fingerprints, 2 * count);
      }
      times[count] = time;
      fingerprints[count++] = fingerprint;
    }

    ClipFrames build() {
      return new ClipFrames(Arrays.copyOf(times, count), Arrays.copyOf(fingerprints, count));
    }
  }
}
