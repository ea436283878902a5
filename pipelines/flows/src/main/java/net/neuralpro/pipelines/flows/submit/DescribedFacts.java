package net.neuralpro.pipelines.flows.submit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.time.TimeRange;

/** What a manifest's private half says, as it follows from a recording's description. */
final class DescribedFacts {
  private static final int PLACE_DECIMALS = 7;

  private DescribedFacts() {}

  /** From the first to the last frame or sample, in UTC, where that is known. */
  static Optional<TimeRange> captured(RecordingDescription description) {
    LongSummaryStatistics span =
        Stream.concat(
                description.videos().stream()
                    .flatMap(video -> Stream.of(video.firstTime(), video.lastTime())),
                description.sensors().stream()
                    .flatMap(sensor -> Stream.of(sensor.firstTime(), sensor.lastTime())))
            .flatMap(Optional::stream)
            .mapToLong(Long::longValue)
            .summaryStatistics();
    if (span.getCount() == 0 || description.clock().utcOfZero().isEmpty()) {
      return Optional.empty();
    }
    long zero = description.clock().utcOfZero().get();
    try {
      return Optional.of(
          new TimeRange(
              Math.addExact(zero, span.getMin()),
              Math.addExact(Math.addExact(zero, span.getMax()), 1)));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** A fix as a place, or empty if it is none on the earth. */
  static Optional<Place> place(double latitude, double longitude) {
    try {
      return Optional.of(new Place(degrees(latitude), degrees(longitude)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static BigDecimal degrees(double value) {
    return new BigDecimal(value).setScale(PLACE_DECIMALS, RoundingMode.HALF_EVEN);
  }
}
