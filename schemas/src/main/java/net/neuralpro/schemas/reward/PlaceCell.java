package net.neuralpro.schemas.reward;

/**
 * A place as coarse as it is told to everybody: a cell of one degree of latitude and longitude, up
 * to 111 km wide.
 *
 * @param number cells row by row from 90° S, 180° W; -1 if the place is not known
 */
public record PlaceCell(int number) {
  public static final PlaceCell UNKNOWN = new PlaceCell(-1);

  static final int CELLS = 180 * 360;

  private static final int COLUMNS = 360;

  public PlaceCell {
    if (number < -1 || number >= CELLS) {
      throw new IllegalArgumentException(
          "Cannot use place cell " + number + ": -1 to " + (CELLS - 1));
    }
  }

  /**
   * The cell of a position.
   *
   * @param latitude degrees
   * @param longitude degrees
   * @return {@link #UNKNOWN} if it is not on the earth
   */
  public static PlaceCell of(double latitude, double longitude) {
    boolean onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!onEarth) {
      return UNKNOWN;
    }
    int row = Math.min((int) Math.floor(latitude) + 90, 179);
    int column = Math.floorMod((int) Math.floor(longitude) + 180, COLUMNS);
    return new PlaceCell(row * COLUMNS + column);
  }

  public boolean isKnown() {
    return number >= 0;
  }

  /** Degrees of its middle, east of Greenwich; 0 where the place is not known. */
  public double longitude() {
    return isKnown() ? number % COLUMNS - 180 + 0.5 : 0;
  }
}
