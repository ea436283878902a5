package net.neuralpro.transforms.deduplicate;

import java.util.Arrays;
import java.util.Random;

/** Footage whose truth is known: a picture that changes by a bit or two with every frame. */
final class Drive {
  private static final long FRAME = 33_333_333L;

  private final long[] pictures;

  private Drive(long[] pictures) {
    this.pictures = pictures;
  }

  /** A drive of so many frames, 30 a second. */
  static Drive of(long seed, int frames) {
    Random random = new Random(seed);
    long[] pictures = new long[frames];
    long picture = random.nextLong();
    for (int frame = 0; frame < frames; frame++) {
      pictures[frame] = picture;
      picture ^= 1L << random.nextInt(Long.SIZE);
      picture ^= random.nextBoolean() ? 1L << random.nextInt(Long.SIZE) : 0;
    }
    return new Drive(pictures);
  }

  /** A vehicle that is parked before this view. */
  static Drive parked(long view, int frames) {
    long[] pictures = new long[frames];
    Arrays.fill(pictures, view);
    return new Drive(pictures);
  }

  /** This drive, then another. */
  Drive then(Drive other) {
    long[] both = Arrays.copyOf(pictures, pictures.length + other.pictures.length);
    System.arraycopy(other.pictures, 0, both, pictures.length, other.pictures.length);
    return new Drive(both);
  }

  /** Its frames from one to before another, on a clock that begins with them. */
  ClipFrames frames(int from, int to) {
    return frames(from, to, 1);
  }

  /** Likewise, only each of so many. */
  ClipFrames frames(int from, int to, int step) {
    ClipFrames.Builder frames = new ClipFrames.Builder();
    for (int frame = from; frame < to; frame += step) {
      frames.add((frame - from) * FRAME, pictures[frame]);
    }
    return frames.build();
  }

  /** Frames as another encoder shows them: in one of so many, up to so many bits differ. */
  static ClipFrames encoded(ClipFrames frames, long seed, int bits, int oneIn) {
    Random random = new Random(seed);
    ClipFrames.Builder encoded = new ClipFrames.Builder();
    for (int frame = 0; frame < frames.size(); frame++) {
      long fingerprint = frames.fingerprints()[frame];
      for (int bit = 0; bit < bits && random.nextInt(oneIn) == 0; bit++) {
        fingerprint ^= 1L << random.nextInt(Long.SIZE);
      }
      encoded.add(frames.times()[frame], fingerprint);
    }
    return encoded.build();
  }

  static long time(int frames) {
    return frames * FRAME;
  }
}
