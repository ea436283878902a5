package net.neuralpro.noderunner.agent;

import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hours of each day in which a node claims tasks, by this computer's clock.
 *
 * @param from the first hour, 0 to 23
 * @param until the hour at which they end, 0 to 23; they go over midnight if it is not later, and
 *     are the whole day if it is the same
 */
public record Hours(int from, int until) {
  private static final int DAY = 24;
  private static final Pattern FORM = Pattern.compile("([0-9]{1,2})-([0-9]{1,2})");

  /** The whole day. */
  public static final Hours ALL = new Hours(0, 0);

  public Hours {
    if (from < 0 || from >= DAY || until < 0 || until >= DAY) {
      throw new IllegalArgumentException(
          "Cannot work from %d to %d: hours are 0 to 23".formatted(from, until));
    }
  }

  /**
   * Reads hours as people write them: {@code 22-7}.
   *
   * @throws IllegalArgumentException if it is written otherwise
   */
  public static Hours parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Cannot read hours '%s': two of 0 to 23 with a hyphen, as 22-7".formatted(text));
    }
    return new Hours(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether a time of the day is in them. */
  public boolean contain(LocalTime time) {
    int hour = time.getHour();
    return from < until ? from <= hour && hour < until : from <= hour || hour < until;
  }
}
