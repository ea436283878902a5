package net.neuralpro.pipelines.flows.sanitise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.time.TimeRange;

/** A set of times, as ranges that are added in about their order. */
final class Stretches {
  private static final int MAX = 100_000;

  private final List<TimeRange> ranges = new ArrayList<>();

  /** Adds {@code [start, end)}; an empty range adds nothing. */
  void add(long start, long end) throws RejectedInputException {
    if (end <= start) {
      return;
    }
    int last = ranges.size() - 1;
    if (last >= 0 && start <= ranges.get(last).end() && end >= ranges.get(last).start()) {
      TimeRange joined =
          new TimeRange(
              Math.min(start, ranges.get(last).start()), Math.max(end, ranges.get(last).end()));
      ranges.set(last, joined);
    } else if (ranges.size() == MAX) {
      throw new RejectedInputException(
          Finding.error(
              "SANITISE-POSITIONS",
              "positions",
              "They enter and leave the hidden places more than 100,000 times"));
    } else {
      ranges.add(new TimeRange(start, end));
    }
  }

  /** The ranges, sorted and joined. */
  List<TimeRange> joined() {
    List<TimeRange> joined = new ArrayList<>();
    List<TimeRange> sorted =
        ranges.stream().sorted(Comparator.comparingLong(TimeRange::start)).toList();
    for (TimeRange range : sorted) {
      int last = joined.size() - 1;
      if (last >= 0 && range.start() <= joined.get(last).end()) {
        joined.set(
            last,
            new TimeRange(joined.get(last).start(), Math.max(range.end(), joined.get(last).end())));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  /** What is in these and not in those, each range shortened by a margin at both ends. */
  List<TimeRange> without(Stretches others, long margin) {
    List<TimeRange> left = new ArrayList<>();
    List<TimeRange> removed = others.joined();
    int next = 0;
    for (TimeRange range : joined()) {
      long start = range.start();
      while (next > 0 && removed.get(next - 1).end() > start) {
        next--;
      }
      while (next < removed.size() && removed.get(next).start() < range.end()) {
        narrowed(start, removed.get(next).start(), margin).ifPresent(left::add);
        start = Math.max(start, removed.get(next).end());
        next++;
      }
      narrowed(start, range.end(), margin).ifPresent(left::add);
    }
    return left;
  }

  private static Optional<TimeRange> narrowed(long start, long end, long margin) {
    return end - margin > start + margin
        ? Optional.of(new TimeRange(start + margin, end - margin))
        : Optional.empty();
  }

  /** The longest of these, the first of several. */
  static Optional<TimeRange> longest(List<TimeRange> ranges) {
    return ranges.stream()
        .max(
            Comparator.comparingLong(TimeRange::length)
                .thenComparing(Comparator.comparingLong(TimeRange::start).reversed()));
  }
}
