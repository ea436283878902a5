package net.neuralpro.connectors.media.video;

import java.util.Arrays;

/**
 * What the only track of a grid video is.
 *
 * @param rate its constant frame rate
 * @param width in samples
 * @param height in samples
 * @param configuration the {@code avcC} record (ISO/IEC 14496-15): the H.264 parameter sets
 */
record Mp4Track(FrameRate rate, int width, int height, byte[] configuration) {

  private static final int FINEST_TICKS = 10_000;

  Mp4Track {
    configuration = configuration.clone();
  }

  /** Ticks per second: a multiple of the rate, so that every frame's time is exact. */
  int timescale() {
    return rate.frames() * ticksFactor();
  }

  /** Ticks per frame. */
  int frameTicks() {
    return rate.seconds() * ticksFactor();
  }

  private int ticksFactor() {
    return Math.max(1, -(-FINEST_TICKS / rate.frames()));
  }

  boolean joins(Mp4Track other) {
    return width == other.width
        && height == other.height
        && rate.equals(other.rate)
        && Arrays.equals(configuration, other.configuration);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mp4Track track && joins(track);
  }

  @Override
  public int hashCode() {
    return 31 * rate.hashCode() + Arrays.hashCode(configuration);
  }
}
