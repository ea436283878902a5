package net.neuralpro.schemas.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a {@code recording.yaml} declares of the files beside it. Its form is the JSON Schema {@code
 * recording.schema.json}.
 *
 * @param device what made the recording
 * @param licence under which it is given
 * @param consent what the contributor agrees to
 * @param clock the clock that the sensors' times are on; the video's where it is absent
 * @param video the video file
 * @param sensors the sensor files, in order
 */
public record RecordingDeclaration(
    Optional<Device> device,
    Optional<Licence> licence,
    Optional<Consent> consent,
    Optional<Clock> clock,
    Optional<Video> video,
    List<Sensor> sensors) {
  /** The only version of the form. */
  public static final int VERSION = 1;

  /** The name of the file. */
  public static final String FILE_NAME = "recording.yaml";

  public RecordingDeclaration {
    sensors = List.copyOf(sensors);
  }

  /**
   * The clock of the sensors' times.
   *
   * @param utcOfZero the instant at which the video begins
   */
  public record Clock(RecordingClock.Kind name, Optional<Instant> utcOfZero) {}

  /**
   * The video.
   *
   * @param file relative to the declaration
   * @param camera where it looks, such as {@code front}
   */
  public record Video(String file, Optional<String> camera) {}

  /**
   * A sensor: a stream in a table, or a whole file of telemetry.
   *
   * @param file relative to the declaration
   * @param name of the stream; that of its kind where it is absent
   * @param kind what it measures; absent for a file that says it itself, such as GPX
   * @param time which column holds the times
   * @param columns the table's column for each column of the kind
   * @param unit of all columns that have none of their own in {@code units}
   * @param units of columns of the kind
   */
  public record Sensor(
      String file,
      Optional<String> name,
      Optional<SensorKind> kind,
      Optional<Time> time,
      SortedMap<String, String> columns,
      Optional<String> unit,
      SortedMap<String, String> units) {
    public Sensor {
      columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
      units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
    }
  }

  /** The column of times and its unit. */
  public record Time(String column, TimeUnit unit) {}

  /** Units of time, each a power of ten of nanoseconds. */
  public enum TimeUnit {
    NS(0),
    US(3),
    MS(6),
    S(9);

    private final int exponent;

    TimeUnit(int exponent) {
      this.exponent = exponent;
    }

    /** How many nanoseconds it has, as a power of ten. */
    public int exponent() {
      return exponent;
    }
  }
}
