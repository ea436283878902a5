package net.neuralpro.transforms.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/**
 * A sensor's stream and its columns in a timeline: a value for each column of its kind, the time of
 * the raw sample that is nearest, whether there is a value, and whether it lies in a gap; then, for
 * each column that not every device fills, whether it has a value.
 *
 * @param name the stream's name in its recording
 * @param kind what it measures
 */
public record AlignedStream(String name, SensorKind kind) {
  private static final String TIME = "_time_ns";
  private static final String VALID = "_valid";
  private static final String GAP = "_gap";

  /** Many receivers tell no speed, some no height. */
  private static final List<String> OPTIONAL = List.of("altitude", "speed_2d", "speed_3d");

  /**
   * The stream of this name whose samples have this table. Kinds with equal columns and units are
   * told apart by the stream's name, which then holds the kind's.
   */
  public static Optional<AlignedStream> of(String name, TableSchema series) {
    List<Column> values =
        series.columns().stream().filter(column -> !column.name().equals(SensorKind.TIME)).toList();
    return kind(name, values).map(kind -> new AlignedStream(name, kind));
  }

  /** The streams that a timeline has, in its order. */
  public static List<AlignedStream> in(TableSchema timeline) {
    List<AlignedStream> streams = new ArrayList<>();
    List<Column> values = new ArrayList<>();
    for (Column column : timeline.columns()) {
      if (column.type() == ColumnType.FLOAT64) {
        values.add(column);
      } else if (column.name().endsWith(VALID) && !values.isEmpty()) {
        String name = column.name().substring(0, column.name().length() - VALID.length());
        List<Column> own =
            values.stream()
                .map(
                    value ->
                        Column.of(
                            value.name().substring(name.length() + 1),
                            value.type(),
                            value.unit(),
                            ""))
                .toList();
        kind(name, own).ifPresent(kind -> streams.add(new AlignedStream(name, kind)));
        values.clear();
      }
    }
    return List.copyOf(streams);
  }

  private static Optional<SensorKind> kind(String stream, List<Column> values) {
    List<String> names = values.stream().map(Column::name).toList();
    boolean doubles = values.stream().allMatch(column -> column.type() == ColumnType.FLOAT64);
    List<SensorKind> kinds =
        Arrays.stream(SensorKind.values())
            .filter(kind -> doubles && kind.columns().equals(names))
            .filter(kind -> values.stream().allMatch(value -> value.unit().equals(kind.unit())))
            .toList();
    if (kinds.size() < 2) {
      return kinds.stream().findFirst();
    }
    return kinds.stream()
        .filter(kind -> stream.contains(kind.toString()))
        .max(Comparator.comparingInt(kind -> kind.toString().length()))
        .or(() -> Optional.of(kinds.get(0)));
  }

  /** The name in the timeline of a column of the kind. */
  public String column(String value) {
    return name + "_" + value;
  }

  /** The name of the column with the time of the nearest raw sample, 0 where there is no value. */
  public String timeColumn() {
    return name + TIME;
  }

  /** The name of the column that tells whether there is a value. */
  public String validColumn() {
    return name + VALID;
  }

  /** The name of the column that tells whether the row lies in a gap of the stream. */
  public String gapColumn() {
    return name + GAP;
  }

  /** The columns of the kind that a sample may lack: they are not finite numbers there. */
  public List<String> optionalValues() {
    return optionalValues(kind);
  }

  /** The columns of a kind that a sample may lack. */
  public static List<String> optionalValues(SensorKind kind) {
    return kind == SensorKind.GNSS ? OPTIONAL : List.of();
  }

  /** The name of the column that tells whether an optional column of the kind has a value. */
  public String validColumn(String value) {
    return column(value) + VALID;
  }

  /** Its columns in a timeline, in order. */
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    kind.columns()
        .forEach(
            value -> columns.add(Column.of(column(value), ColumnType.FLOAT64, kind.unit(), "")));
    columns.add(Column.of(timeColumn(), ColumnType.INT64, "ns", "Time of the nearest raw sample."));
    columns.add(Column.of(validColumn(), ColumnType.BOOLEAN, "", "Whether there is a value."));
    columns.add(
        Column.of(
            gapColumn(),
            ColumnType.BOOLEAN,
            "",
            "Whether samples within the tolerance are missing before or after."));
    optionalValues()
        .forEach(
            value ->
                columns.add(
                    Column.of(
                        validColumn(value), ColumnType.BOOLEAN, "", "Whether there is a value.")));
    return columns;
  }
}
