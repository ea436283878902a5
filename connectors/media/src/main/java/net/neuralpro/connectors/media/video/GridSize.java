package net.neuralpro.connectors.media.video;

/** The size that the pictures of a grid video get. */
public sealed interface GridSize {

  /** The least side, in samples. */
  int SMALLEST_SIDE = 16;

  /** The greatest side, in samples. */
  int LARGEST_SIDE = 4096;

  /**
   * The recording's own aspect, scaled to a short side.
   *
   * @param samples even, 16 to 4096
   */
  record ShortSide(int samples) implements GridSize {
    public ShortSide {
      checkSide(samples);
    }
  }

  /**
   * A fixed size: the middle of the picture is scaled to fill it, and what is beyond is cut off.
   *
   * @param width even, 16 to 4096
   * @param height even, 16 to 4096
   */
  record Exact(int width, int height) implements GridSize {
    public Exact {
      checkSide(width);
      checkSide(height);
    }
  }

  private static void checkSide(int samples) {
    if (samples < SMALLEST_SIDE || samples > LARGEST_SIDE || samples % 2 != 0) {
      throw new IllegalArgumentException(
          "A side must be even and 16 to 4096 samples, not " + samples);
    }
  }
}
