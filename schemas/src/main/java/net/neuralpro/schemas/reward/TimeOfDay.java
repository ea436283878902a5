package net.neuralpro.schemas.reward;

import net.neuralpro.schemas.time.Nanos;

/** A quarter of the day by the mean sun at a place. */
public enum TimeOfDay {
  UNKNOWN,
  /** 0 to 6. */
  NIGHT,
  /** 6 to 12. */
  MORNING,
  /** 12 to 18. */
  AFTERNOON,
  /** 18 to 24. */
  EVENING;

  private static final long NANOS_PER_DAY = 86_400 * Nanos.PER_SECOND;
  private static final double DEGREES = 360;

  /**
   * The quarter at a time and a place.
   *
   * @param time nanoseconds since 1970-01-01T00:00:00Z
   * @return {@link #UNKNOWN} if the place is
   */
  public static TimeOfDay of(long time, PlaceCell place) {
    if (!place.isKnown()) {
      return UNKNOWN;
    }
    long shift = (long) (place.longitude() / DEGREES * NANOS_PER_DAY);
    long ofDay = Math.floorMod(Math.floorMod(time, NANOS_PER_DAY) + shift, NANOS_PER_DAY);
    return values()[1 + (int) (ofDay / (NANOS_PER_DAY / 4))];
  }
}
