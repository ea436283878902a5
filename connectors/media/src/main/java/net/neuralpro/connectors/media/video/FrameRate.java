package net.neuralpro.connectors.media.video;

/**
 * Frames per second as a fraction, such as 30000/1001.
 *
 * @param frames 1 to 1,000,000
 * @param seconds 1 to 1,000,000
 */
public record FrameRate(int frames, int seconds) {

  private static final int MAXIMUM = 1_000_000;

  public FrameRate {
    if (frames < 1 || frames > MAXIMUM || seconds < 1 || seconds > MAXIMUM) {
      throw new IllegalArgumentException("A rate of " + frames + "/" + seconds + " is no rate");
    }
  }

  /** A whole number of frames per second. */
  public static FrameRate of(int framesPerSecond) {
    return new FrameRate(framesPerSecond, 1);
  }

  /** Nanoseconds from frame 0 to frame {@code index}, rounded half up. */
  public long nanosAt(long index) {
    return new TimeBase(seconds, frames).nanos(index);
  }
}
