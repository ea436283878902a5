package net.neuralpro.schemas.recording;

import java.io.IOException;
import net.neuralpro.schemas.rules.Finding;

/** Takes what a telemetry reader finds, in the order of the file, while it reads. */
public interface SampleSink {
  /**
   * A sample.
   *
   * @param stream the name of the stream, unique in the recording; one kind for one name
   * @param kind what the values are
   * @param timeNanos on the recording's clock, as recorded: it may go backwards
   * @param values as many as the kind has columns; the array may be used again by the caller
   */
  void sample(String stream, SensorKind kind, long timeNanos, double... values) throws IOException;

  /** Something that was found in the file and does not keep it from being read. */
  void finding(Finding finding) throws IOException;
}
