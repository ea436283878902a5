package net.neuralpro.schemas.time;

/**
 * The half-open range {@code [start, end)} in nanoseconds on a recording's clock.
 *
 * @param start the first nanosecond inside
 * @param end the first nanosecond after it, later than the start
 */
public record TimeRange(long start, long end) {
  public TimeRange {
    if (end <= start) {
      throw new IllegalArgumentException("Cannot make an empty range [" + start + ", " + end + ")");
    }
    Math.subtractExact(end, start);
  }

  public long length() {
    return end - start;
  }

  public boolean contains(long instant) {
    return instant >= start && instant < end;
  }

  public boolean overlaps(TimeRange other) {
    return start < other.end && other.start < end;
  }

  @Override
  public String toString() {
    return "[%s s, %s s)".formatted(Nanos.seconds(start), Nanos.seconds(end));
  }
}
