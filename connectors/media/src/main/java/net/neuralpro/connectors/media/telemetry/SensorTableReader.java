package net.neuralpro.connectors.media.telemetry;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.Values;

/**
 * Reads the samples of one sensor out of a table of any kind: texts of a CSV file, numbers of a
 * Parquet file. Times are exact to the nanosecond, rounded to the nearest one. A value that is
 * empty is NaN; a row whose time or value is no number is left out (TABLE-NUMBER).
 */
public final class SensorTableReader {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][-+]?\\d{1,3})?");
  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE / 2);

  private final TableReader table;
  private final SensorMapping mapping;
  private final SampleSink sink;
  private final Telemetry.LeftOut leftOut;
  private final int timeIndex;
  private final int[] indexes;
  private final double[] sample;
  private long row;

  private SensorTableReader(String place, TableReader table, SensorMapping mapping, SampleSink sink)
      throws IOException {
    this.table = table;
    this.mapping = mapping;
    this.sink = sink;
    this.leftOut = new Telemetry.LeftOut("TABLE-NUMBER", place, sink);
    this.timeIndex = index(place, mapping.timeColumn());
    this.indexes = new int[mapping.columns().size()];
    for (int index = 0; index < indexes.length; index++) {
      indexes[index] = index(place, mapping.columns().get(index).source());
    }
    this.sample = new double[mapping.kind().columns().size()];
  }

  private int index(String place, String name) throws IOException {
    OptionalInt index = table.schema().indexOf(CsvTable.columnName(name));
    boolean scalar =
        index.isPresent() && table.schema().columns().get(index.getAsInt()).width() == 1;
    if (!scalar) {
      throw Telemetry.rejected(
          "TABLE-COLUMN",
          place,
          "Cannot read the table: it has no column '%s' of single values".formatted(name));
    }
    return index.getAsInt();
  }

  /**
   * Reads all rows.
   *
   * @param place names the table in findings
   * @throws net.neuralpro.schemas.rules.RejectedInputException TABLE-COLUMN if the table lacks a
   *     column, or what the table's reader finds
   */
  public static void read(String place, TableReader table, SensorMapping mapping, SampleSink sink)
      throws IOException {
    new SensorTableReader(place, table, mapping, sink).read(place);
  }

  private void read(String place) throws IOException {
    long samples = 0;
    for (Optional<Batch> batch = table.next(); batch.isPresent(); batch = table.next()) {
      for (int index = 0; index < batch.get().rows(); index++) {
        row++;
        if (take(batch.get(), index)) {
          samples++;
        }
      }
    }
    leftOut.finish();
    if (samples == 0) {
      sink.finding(
          Finding.warning("TABLE-EMPTY", place, "There is no sample of " + mapping.stream()));
    }
  }

  private boolean take(Batch batch, int index) throws IOException {
    OptionalLong time = time(batch.values().get(timeIndex), index);
    if (time.isEmpty()) {
      return leaveOut(mapping.timeColumn(), batch.values().get(timeIndex), index);
    }
    Arrays.fill(sample, Double.NaN);
    if (mapping.kind() == SensorKind.GNSS) {
      sample[5] = 3;
      sample[6] = Telemetry.UNKNOWN_PRECISION;
    }
    for (int column = 0; column < indexes.length; column++) {
      Values values = batch.values().get(indexes[column]);
      SensorMapping.Column mapped = mapping.columns().get(column);
      Optional<Double> value = number(values, index);
      if (value.isEmpty()) {
        return leaveOut(mapped.source(), values, index);
      }
      sample[mapping.kind().columns().indexOf(mapped.target())] =
          mapped.factor().apply(value.get());
    }
    sink.sample(mapping.stream(), mapping.kind(), time.getAsLong(), sample);
    return true;
  }

  private boolean leaveOut(String column, Values values, int index) throws IOException {
    String text = values instanceof Values.Texts texts ? texts.array()[index] : "no number";
    leftOut.add(
        "row " + row,
        "Column '%s' holds '%s', which cannot be used; the row is left out"
            .formatted(column, text.length() > 60 ? text.substring(0, 60) + "…" : text));
    return false;
  }

  private OptionalLong time(Values values, int index) {
    Optional<BigDecimal> exact = decimal(values, index);
    return exact
        .map(value -> value.movePointRight(mapping.timeUnit().exponent()))
        .filter(value -> value.abs().compareTo(MAX_NANOS) <= 0)
        .map(value -> OptionalLong.of(value.setScale(0, RoundingMode.HALF_EVEN).longValueExact()))
        .orElse(OptionalLong.empty());
  }

  private static Optional<BigDecimal> decimal(Values values, int index) {
    if (values instanceof Values.Texts texts) {
      String text = texts.array()[index];
      return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
    if (values instanceof Values.Longs longs) {
      return Optional.of(BigDecimal.valueOf(longs.array()[index]));
    }
    return number(values, index).filter(Double::isFinite).map(BigDecimal::valueOf);
  }

  private static Optional<Double> number(Values values, int index) {
    if (values instanceof Values.Texts texts) {
      return number(texts.array()[index]);
    } else if (values instanceof Values.Doubles doubles) {
      return Optional.of(doubles.array()[index]);
    } else if (values instanceof Values.Floats floats) {
      return Optional.of((double) floats.array()[index]);
    } else if (values instanceof Values.Longs longs) {
      return Optional.of((double) longs.array()[index]);
    } else if (values instanceof Values.Integers integers) {
      return Optional.of((double) integers.array()[index]);
    }
    return Optional.of(((Values.Flags) values).array()[index] ? 1.0 : 0.0);
  }

  private static Optional<Double> number(String text) {
    if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
      return Optional.of(Double.NaN);
    }
    return NUMBER.matcher(text).matches()
        ? Optional.of(Double.parseDouble(text))
        : Optional.empty();
  }
}
