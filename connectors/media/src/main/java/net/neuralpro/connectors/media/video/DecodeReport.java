package net.neuralpro.connectors.media.video;

import java.util.List;

/**
 * How decoding went.
 *
 * @param packets packets of the stream that the container gave
 * @param hidden packets of these that the container wants decoded but not shown
 * @param frames frames that came out
 * @param faultCount all faults
 * @param faults the first faults, at most {@link #MAXIMUM_FAULTS}, in the order they were met
 */
public record DecodeReport(
    long packets, long hidden, long frames, long faultCount, List<DecodeFault> faults) {

  /** So many faults are kept with their place; the rest are only counted. */
  public static final int MAXIMUM_FAULTS = 100;

  public DecodeReport {
    faults = List.copyOf(faults);
  }

  /**
   * Packets that were to be shown and gave no picture. A picture of two fields may take two
   * packets, and old MPEG-4 files have packets without a picture, so a few of these are no fault by
   * themselves.
   */
  public long missing() {
    return Math.max(0, packets - hidden - frames);
  }

  /** Whether no fault was met. Damage that happens to be valid coding is none that can be seen. */
  public boolean clean() {
    return faultCount == 0;
  }
}
