package net.neuralpro.pipelines.flows.sanitise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.time.TimeRange;

/** Finds where a trip begins and ends: the earliest and latest sure position in a time. */
final class FirstAndLast extends PositionSink {
  private record Seen(long time, double latitude, double longitude) {}

  private final TimeRange range;
  private Optional<Seen> first = Optional.empty();
  private Optional<Seen> last = Optional.empty();

  FirstAndLast(TimeRange range) {
    this.range = range;
  }

  @Override
  void position(String stream, long time, double latitude, double longitude, Trust trust) {
    if (trust == Trust.SURE && range.contains(time)) {
      Optional<Seen> here = Optional.of(new Seen(time, latitude, longitude));
      first = first.filter(seen -> seen.time <= time).or(() -> here);
      last = last.filter(seen -> seen.time > time).or(() -> here);
    }
  }

  /** The two, or none if there is no position. */
  List<Place> places() {
    return Stream.of(first, last).flatMap(Optional::stream).map(FirstAndLast::place).toList();
  }

  private static Place place(Seen seen) {
    return new Place(degrees(seen.latitude), degrees(seen.longitude));
  }

  private static BigDecimal degrees(double value) {
    return new BigDecimal(value).setScale(7, RoundingMode.HALF_EVEN);
  }
}
