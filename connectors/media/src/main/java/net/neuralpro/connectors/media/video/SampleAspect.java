package net.neuralpro.connectors.media.video;

/**
 * Width over height of one sample.
 *
 * @param width at least 1
 * @param height at least 1
 */
public record SampleAspect(int width, int height) {

  /** Square samples. */
  public static final SampleAspect SQUARE = new SampleAspect(1, 1);

  public SampleAspect {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("A sample aspect of " + width + ":" + height + " is none");
    }
  }
}
