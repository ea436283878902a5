package net.neuralpro.schemas.recording;

import java.math.BigDecimal;

/**
 * A point on WGS 84.
 *
 * @param latitude degrees, −90 to 90, at most nine decimals
 * @param longitude degrees, −180 to 180, at most nine decimals
 */
public record Place(BigDecimal latitude, BigDecimal longitude) {
  public Place {
    latitude = degrees("latitude", latitude, 90);
    longitude = degrees("longitude", longitude, 180);
  }

  private static BigDecimal degrees(String name, BigDecimal value, int limit) {
    if (value.abs().compareTo(BigDecimal.valueOf(limit)) > 0 || value.scale() > 9) {
      throw new IllegalArgumentException(
          "Cannot use %s %s: -%d to %d degrees with at most 9 decimals"
              .formatted(name, value, limit, limit));
    }
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
