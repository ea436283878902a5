package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/** Passes the samples of all files of a recording on, and gathers what is told of them. */
final class RecordingSink {
  /** Each stream holds buffers while it is written. */
  private static final int MAX_STREAMS = 64;

  private static final int MAX_FINDINGS = 500;

  private static final int FIX = SensorKind.GNSS.columns().indexOf("fix");

  /** Two dimensions at least. */
  private static final double LEAST_FIX = 2;

  private final SampleSink series;
  private final SortedMap<String, StreamSummary> streams = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final VisitedCells cells;

  /**
   * A sink for one recording.
   *
   * @param series takes the samples
   * @param cellSize degrees
   */
  RecordingSink(SampleSink series, BigDecimal cellSize) {
    this.series = series;
    this.cells = new VisitedCells(cellSize);
  }

  /**
   * Takes what one file has.
   *
   * @param file its path in the recording
   * @param zero the nanoseconds on the file's clock at zero of the recording's
   */
  SampleSink of(String file, long zero) {
    Map<String, String> names = new HashMap<>();
    return new SampleSink() {
      @Override
      public void sample(String stream, SensorKind kind, long timeNanos, double... values)
          throws IOException {
        String name = names.get(stream);
        if (name == null) {
          name = open(file, stream, kind);
          names.put(stream, name);
        }
        long time = timeNanos - zero;
        StreamSummary summary = streams.get(name);
        if (summary != null && summary.kind() == kind) {
          summary.add(time, values);
          if (kind == SensorKind.GNSS && values[FIX] >= LEAST_FIX) {
            cells.add(values[0], values[1]);
          }
          series.sample(name, kind, time, values);
        }
      }

      @Override
      public void finding(Finding finding) {
        found(finding);
      }
    };
  }

  /** A name that no other file's stream has. */
  private String open(String file, String stream, SensorKind kind) throws IOException {
    if (streams.size() == MAX_STREAMS) {
      throw new RejectedInputException(
          Finding.error("INGEST-STREAMS", file, "There are more than 64 sensor streams"));
    }
    String name = stream;
    for (int number = 2; streams.containsKey(name); number++) {
      name = stream + "_" + number;
    }
    streams.put(name, new StreamSummary(name, kind, file));
    return name;
  }

  void found(Finding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    } else if (findings.size() == MAX_FINDINGS) {
      findings.add(
          Finding.warning("INGEST-FINDINGS", finding.place(), "There are more than 500 findings"));
    }
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>(findings);
    cells.finding().ifPresent(all::add);
    return all;
  }

  List<RecordingDescription.Sensor> sensors() {
    return streams.values().stream().map(StreamSummary::describe).toList();
  }

  /** The cells that fixes of any satellite stream lie in. */
  List<RecordingDescription.Cell> cells() {
    return cells.describe();
  }
}
