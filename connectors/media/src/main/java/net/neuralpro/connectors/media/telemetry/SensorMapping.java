package net.neuralpro.connectors.media.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.schemas.recording.RecordingDeclaration.TimeUnit;
import net.neuralpro.schemas.recording.SensorKind;

/**
 * Which columns of a table are which columns of a sensor.
 *
 * @param stream the name of the stream that it makes
 * @param kind what it measures
 * @param timeColumn the table's column of times
 * @param timeUnit their unit
 * @param columns at most one for each column of the kind
 */
public record SensorMapping(
    String stream, SensorKind kind, String timeColumn, TimeUnit timeUnit, List<Column> columns) {
  /**
   * One column.
   *
   * @param target its name in the kind
   * @param source its name in the table
   * @param factor applied to its values
   */
  public record Column(String target, String source, SensorUnits.Factor factor) {}

  /** Columns of a kind that a table must have. */
  public static List<String> required(SensorKind kind) {
    return kind == SensorKind.GNSS ? List.of("latitude", "longitude") : kind.columns();
  }

  public SensorMapping {
    columns = List.copyOf(columns);
    Set<String> targets = new TreeSet<>();
    for (Column column : columns) {
      if (!kind.columns().contains(column.target()) || !targets.add(column.target())) {
        throw new IllegalArgumentException(
            "Cannot fill column " + column.target() + " of " + kind + " " + kind.columns());
      }
    }
    if (!targets.containsAll(required(kind))) {
      throw new IllegalArgumentException(
          "Cannot make " + kind + " of " + targets + ": it needs " + required(kind));
    }
  }

  /** The columns of the table that are used, as the declaration names them. */
  public List<String> sources() {
    List<String> sources = new ArrayList<>(List.of(timeColumn));
    columns.forEach(column -> sources.add(column.source()));
    return sources;
  }
}
