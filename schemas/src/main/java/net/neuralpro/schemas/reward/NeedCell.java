package net.neuralpro.schemas.reward;

/**
 * What a dataset has much or little of: a place at a time of day under some condition.
 *
 * @param place where
 * @param time when
 * @param light under which condition
 */
public record NeedCell(PlaceCell place, TimeOfDay time, Light light)
    implements Comparable<NeedCell> {
  public static final NeedCell UNKNOWN =
      new NeedCell(PlaceCell.UNKNOWN, TimeOfDay.UNKNOWN, Light.UNKNOWN);

  private static final int TIMES = TimeOfDay.values().length;
  private static final int LIGHTS = Light.values().length;

  /** The number that stands for it, from 0. */
  public int number() {
    return ((place.number() + 1) * TIMES + time.ordinal()) * LIGHTS + light.ordinal();
  }

  /** The cell of a number. */
  public static NeedCell of(int number) {
    if (number < 0 || number >= (PlaceCell.CELLS + 1) * TIMES * LIGHTS) {
      throw new IllegalArgumentException("Cannot find need cell " + number);
    }
    return new NeedCell(
        new PlaceCell(number / LIGHTS / TIMES - 1),
        TimeOfDay.values()[number / LIGHTS % TIMES],
        Light.values()[number % LIGHTS]);
  }

  @Override
  public int compareTo(NeedCell other) {
    return Integer.compare(number(), other.number());
  }
}
