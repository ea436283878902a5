package net.neuralpro.connectors.media.telemetry;

import java.io.IOException;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** What the readers of telemetry files have in common. */
final class Telemetry {
  /** How many places of one kind are named in a file; more are counted. */
  static final int MAX_NAMED = 10;

  /** Dilution of precision where it is not known. */
  static final double UNKNOWN_PRECISION = 99.99;

  private Telemetry() {}

  static RejectedInputException rejected(String rule, String place, String evidence) {
    return new RejectedInputException(Finding.error(rule, place, evidence));
  }

  /** Places that are left out of a file for one reason: the first are named, then the sum. */
  static final class LeftOut {
    private final String rule;
    private final String file;
    private final SampleSink sink;
    private long count;

    LeftOut(String rule, String file, SampleSink sink) {
      this.rule = rule;
      this.file = file;
      this.sink = sink;
    }

    void add(String place, String evidence) throws IOException {
      count++;
      if (count <= MAX_NAMED) {
        sink.finding(Finding.warning(rule, file + ", " + place, evidence));
      }
    }

    void finish() throws IOException {
      if (count > MAX_NAMED) {
        sink.finding(
            Finding.warning(
                rule, file, "There are %d such places; %d are named".formatted(count, MAX_NAMED)));
      }
    }
  }
}
