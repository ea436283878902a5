package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.connectors.media.recording.RecordingReader;
import net.neuralpro.connectors.media.recording.TableOpener;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Reads the facts in this process, which opens containers with native code: for a contributor's own
 * recordings, not for those of strangers.
 */
public record LocalFacts(TableOpener tables) implements Intake.FactFinder {
  /** Two dimensions at least. */
  static final double LEAST_FIX = 2;

  private static final int FIX = SensorKind.GNSS.columns().indexOf("fix");
  private static final int PLACE_DECIMALS = 7;
  private static final BigDecimal CELL = BigDecimal.ONE;

  @Override
  public RecordingFacts of(DiscoveredRecording recording) throws IOException {
    FirstFix first = new FirstFix();
    RecordingDescription description =
        RecordingReader.read(recording.fileSet(), tables, first, frame -> {}, CELL);
    return new RecordingFacts(
        description.device().flatMap(DeclaredFacts::text),
        captured(description),
        first.place,
        description.licence(),
        description.consent());
  }

  static Optional<TimeRange> captured(RecordingDescription description) {
    List<Optional<Long>> times =
        Stream.concat(
                description.videos().stream()
                    .flatMap(video -> Stream.of(video.firstTime(), video.lastTime())),
                description.sensors().stream()
                    .flatMap(sensor -> Stream.of(sensor.firstTime(), sensor.lastTime())))
            .toList();
    LongSummaryStatistics span =
        times.stream().flatMap(Optional::stream).mapToLong(Long::longValue).summaryStatistics();
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

  /** Remembers the first place that the satellites told. */
  private static final class FirstFix implements SampleSink {
    private Optional<Place> place = Optional.empty();

    @Override
    public void sample(String stream, SensorKind kind, long timeNanos, double... values) {
      if (place.isEmpty() && kind == SensorKind.GNSS && values[FIX] >= LEAST_FIX) {
        place = place(values[0], values[1]);
      }
    }

    @Override
    public void finding(Finding finding) {}
  }
}
