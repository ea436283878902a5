package net.neuralpro.connectors.media.video;

import net.neuralpro.connectors.media.video.analysis.ShotThresholds;

/**
 * How a video is examined.
 *
 * @param rate rows of the grid per second
 * @param size the grid's picture size
 * @param coding how the grid video is coded
 * @param thresholds when a change is a cut
 * @param gapNanos a longer time from one frame to the next ends a shot; 1 ms to 60 s
 */
public record ExaminationSettings(
    FrameRate rate, GridSize size, GridCoding coding, ShotThresholds thresholds, long gapNanos) {

  private static final long LEAST_GAP = 1_000_000L;
  private static final long GREATEST_GAP = 60_000_000_000L;

  public ExaminationSettings {
    if (gapNanos < LEAST_GAP || gapNanos > GREATEST_GAP) {
      throw new IllegalArgumentException("A gap is 1 ms to 60 s, not " + gapNanos + " ns");
    }
  }
}
