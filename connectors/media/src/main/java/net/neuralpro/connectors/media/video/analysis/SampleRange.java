package net.neuralpro.connectors.media.video.analysis;

/** Which levels stand for black and white. */
public enum SampleRange {
  /** 16 is black and 235 is white. */
  LIMITED,
  /** 0 is black and 255 is white. */
  FULL
}
