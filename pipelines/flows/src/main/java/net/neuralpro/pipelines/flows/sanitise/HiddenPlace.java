package net.neuralpro.pipelines.flows.sanitise;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.schemas.recording.Place;

/**
 * A circle in which nothing may be seen.
 *
 * @param centre its middle
 * @param metres its radius, 1 to 100,000
 */
public record HiddenPlace(Place centre, double metres) {
  private static final Pattern FORM =
      Pattern.compile(
          "(-?\\d{1,2}(?:\\.\\d{1,9})?),(-?\\d{1,3}(?:\\.\\d{1,9})?):(\\d{1,6}(?:\\.\\d{1,3})?)(m|km)?");

  public HiddenPlace {
    if (!(metres >= 1 && metres <= 100_000)) {
      throw new IllegalArgumentException("Cannot hide a circle of " + metres + " m: 1 m to 100 km");
    }
  }

  /**
   * Reads {@code LATITUDE,LONGITUDE:RADIUS}, degrees and metres, as {@code 47.3769,8.5417:500} or
   * {@code 47.3769,8.5417:1.5km}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static HiddenPlace parse(String text) {
    Matcher matcher = FORM.matcher(text.replace(" ", ""));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot hide this place: LATITUDE,LONGITUDE:RADIUS in degrees and metres is needed, as"
              + " 47.3769,8.5417:500");
    }
    double radius = Double.parseDouble(matcher.group(3));
    return new HiddenPlace(
        new Place(new BigDecimal(matcher.group(1)), new BigDecimal(matcher.group(2))),
        "km".equals(matcher.group(4)) ? radius * 1000 : radius);
  }

  /** Metres from the middle to a point in degrees. */
  double distance(double latitude, double longitude) {
    return Geodesy.distance(
        centre.latitude().doubleValue(), centre.longitude().doubleValue(), latitude, longitude);
  }

  /** Does not tell where it is. */
  @Override
  public String toString() {
    return "HiddenPlace[hidden]";
  }
}
