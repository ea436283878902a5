package net.neuralpro.connectors.media.recording;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.time.Nanos;

/** What is told of a sensor stream, gathered while its samples pass. */
final class StreamSummary {
  private final String stream;
  private final SensorKind kind;
  private final String file;
  private final boolean[] present;
  private final ThinnedValues intervals = new ThinnedValues();
  private long samples;
  private long first;
  private long last;
  private long longestGap;
  private long backwards;

  StreamSummary(String stream, SensorKind kind, String file) {
    this.stream = stream;
    this.kind = kind;
    this.file = file;
    this.present = new boolean[kind.columns().size()];
  }

  String file() {
    return file;
  }

  SensorKind kind() {
    return kind;
  }

  /** Takes a sample; a value that its source does not have is NaN. */
  void add(long time, double[] values) {
    for (int column = 0; column < values.length; column++) {
      present[column] |= !Double.isNaN(values[column]);
    }
    if (samples == 0) {
      first = time;
      last = time;
    } else if (time <= last) {
      backwards++;
    } else {
      intervals.add(time - last);
      longestGap = Math.max(longestGap, time - last);
    }
    last = Math.max(last, time);
    samples++;
  }

  RecordingDescription.Sensor describe() {
    List<String> absent = new ArrayList<>();
    for (int column = 0; column < present.length; column++) {
      if (!present[column]) {
        absent.add(kind.columns().get(column));
      }
    }
    Optional<BigDecimal> rate =
        intervals.median().stream()
            .mapToObj(
                interval ->
                    BigDecimal.valueOf(Nanos.PER_SECOND)
                        .divide(new BigDecimal(interval), 3, RoundingMode.HALF_EVEN))
            .findFirst();
    return new RecordingDescription.Sensor(
        stream,
        kind,
        file,
        samples,
        rate,
        samples == 0 ? Optional.empty() : Optional.of(first),
        samples == 0 ? Optional.empty() : Optional.of(last),
        longestGap == 0 ? Optional.empty() : Optional.of(longestGap),
        backwards,
        absent);
  }
}
