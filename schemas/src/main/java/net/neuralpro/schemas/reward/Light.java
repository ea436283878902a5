package net.neuralpro.schemas.reward;

/** How bright the pictures are. */
public enum Light {
  /** There are no pictures. */
  UNKNOWN,
  /** Mean luma below 40 of 255. */
  DARK,
  /** Mean luma below 100. */
  DIM,
  BRIGHT;

  private static final double DARK_BELOW = 40;
  private static final double DIM_BELOW = 100;

  /**
   * The light of a picture.
   *
   * @param luma mean, 0 to 255
   */
  public static Light of(double luma) {
    if (luma < DARK_BELOW) {
      return DARK;
    }
    return luma < DIM_BELOW ? DIM : BRIGHT;
  }
}
