package net.neuralpro.pipelines.flows.sanitise;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a trip's beginning and end is taken off. */
public sealed interface TripEnds {
  /**
   * So long a time at each end.
   *
   * @param nanos 1 ns to one day
   */
  record Time(long nanos) implements TripEnds {
    public Time {
      if (nanos < 1 || nanos > 86_400_000_000_000L) {
        throw new IllegalArgumentException("Cannot trim the ends by this time: at most a day");
      }
    }
  }

  /**
   * All that lies within a distance of the first or the last position.
   *
   * @param metres 1 to 100,000
   */
  record Distance(double metres) implements TripEnds {
    public Distance {
      if (!(metres >= 1 && metres <= 100_000)) {
        throw new IllegalArgumentException(
            "Cannot trim the ends by " + metres + " m: 1 m to 100 km");
      }
    }
  }

  /**
   * Reads {@code 30} or {@code 30s} (seconds), {@code 500m} or {@code 1.5km}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TripEnds parse(String text) {
    Matcher matcher = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,9})?)(s|m|km)?").matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot trim the ends by '" + text + "': seconds or metres are needed, as 30s or 500m");
    }
    BigDecimal amount = new BigDecimal(matcher.group(1));
    if ("m".equals(matcher.group(2))) {
      return new Distance(amount.doubleValue());
    } else if ("km".equals(matcher.group(2))) {
      return new Distance(amount.movePointRight(3).doubleValue());
    }
    return new Time(amount.movePointRight(9).longValueExact());
  }
}
