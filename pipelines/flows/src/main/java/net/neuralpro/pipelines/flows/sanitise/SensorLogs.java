package net.neuralpro.pipelines.flows.sanitise;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.TimeRange;

/**
 * Writes the samples of a range of time as CSV files, one for each stream, times in nanoseconds
 * since the start of the range.
 */
final class SensorLogs implements SampleSink, AutoCloseable {
  /** The column of times. */
  static final String TIME = SensorKind.TIME;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * A log.
   *
   * @param file its name in the folder
   * @param stream the name of the stream
   * @param columns those that its source had
   */
  record Log(String file, String stream, SensorKind kind, List<String> columns) {}

  private final Path folder;
  private final TimeRange range;
  private final Map<String, RecordingDescription.Sensor> sensors = new TreeMap<>();
  private final SortedMap<String, Log> logs = new TreeMap<>();
  private final Map<String, BufferedWriter> writers = new TreeMap<>();

  SensorLogs(Path folder, TimeRange range, List<RecordingDescription.Sensor> sensors) {
    this.folder = folder;
    this.range = range;
    sensors.forEach(sensor -> this.sensors.put(sensor.stream(), sensor));
  }

  /** What was written, by the streams' names. */
  List<Log> logs() {
    return List.copyOf(logs.values());
  }

  @Override
  public void sample(String stream, SensorKind kind, long timeNanos, double... values)
      throws IOException {
    RecordingDescription.Sensor sensor = sensors.get(stream);
    if (sensor == null || !range.contains(timeNanos)) {
      return;
    }
    Log log = logs.get(stream);
    if (log == null) {
      log = log(sensor);
      logs.put(stream, log);
      BufferedWriter opened =
          Files.newBufferedWriter(folder.resolve(log.file), StandardCharsets.UTF_8);
      writers.put(stream, opened);
      opened.write(TIME + "," + String.join(",", log.columns) + "\n");
    }
    BufferedWriter writer = writers.get(stream);
    if (writer == null) {
      throw new IllegalStateException("The logs are closed");
    }
    StringBuilder line = new StringBuilder().append(timeNanos - range.start());
    List<String> columns = kind.columns();
    for (int index = 0; index < columns.size(); index++) {
      if (log.columns.contains(columns.get(index))) {
        line.append(',').append(Double.isNaN(values[index]) ? "" : values[index]);
      }
    }
    writer.append(line).append('\n');
  }

  private Log log(RecordingDescription.Sensor sensor) {
    String name = sensor.stream();
    if (!NAME.matcher(name).matches()) {
      name = sensor.kind() + "_stream_" + (logs.size() + 1);
    }
    List<String> columns = new ArrayList<>(sensor.kind().columns());
    columns.removeAll(sensor.absentColumns());
    return new Log(name + ".csv", name, sensor.kind(), columns);
  }

  @Override
  public void finding(Finding finding) {}

  @Override
  public void close() throws IOException {
    for (BufferedWriter writer : writers.values()) {
      writer.close();
    }
    writers.clear();
  }
}
