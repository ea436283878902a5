package net.neuralpro.connectors.media.video.analysis;

/**
 * What was measured of one frame. All are integers, computed from samples in integers.
 *
 * @param lumaMean mean luma in 1/256 of an 8-bit level of the full range, 0 to 65280
 * @param darkFraction samples in the lowest tenth of the range, in 1/10000
 * @param brightFraction samples in the highest fiftieth of the range, in 1/10000
 * @param sharpness variance of the Laplacian at full resolution, in 1/16 squared level
 *     (Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", 2000)
 * @param noise estimated standard deviation of the noise in 1/256 level (Immerkær, "Fast noise
 *     variance estimation", 1996, with the median in place of the mean, which texture disturbs
 *     less)
 * @param motion mean absolute difference of luma to the frame before, in 1/256 level; 0 for the
 *     first
 * @param cutScore mean of the absolute differences of luma and of the chromas to the frame before,
 *     in 1/256 level; 0 for the first
 * @param fingerprint the {@link PerceptualFingerprint}
 */
public record FrameMeasures(
    int lumaMean,
    int darkFraction,
    int brightFraction,
    int sharpness,
    int noise,
    int motion,
    int cutScore,
    long fingerprint) {

  /** One, in the fractions. */
  public static final int FRACTION_ONE = 10_000;

  private static final int BLACK_FRACTION = 9_800;
  private static final int FROZEN_MOTION = 8;

  /** Whether 98 % of the picture is dark, as ffmpeg's {@code blackdetect} has it by default. */
  public boolean black() {
    return darkFraction >= BLACK_FRACTION;
  }

  /**
   * Whether the picture is the one before: they differ by at most 1/32 level in the mean, which the
   * coding of a still picture can add. The first frame of a recording counts as frozen.
   */
  public boolean frozen() {
    return motion <= FROZEN_MOTION;
  }
}
