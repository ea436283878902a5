package net.neuralpro.schemas.clip;

import java.util.Comparator;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Something that happens in a clip.
 *
 * @param clip the clip's index in its recording
 * @param type what happens
 * @param start when it begins, nanoseconds on the recording's clock
 * @param end the first nanosecond after it
 */
public record Event(int clip, EventType type, long start, long end) implements Comparable<Event> {
  private static final Comparator<Event> ORDER =
      Comparator.comparingInt(Event::clip)
          .thenComparingLong(Event::start)
          .thenComparing(Event::type)
          .thenComparingLong(Event::end);

  public Event {
    if (clip < 0) {
      throw new IllegalArgumentException("Cannot make an event of clip " + clip);
    }
    new TimeRange(start, end);
  }

  @Override
  public int compareTo(Event other) {
    return ORDER.compare(this, other);
  }
}
