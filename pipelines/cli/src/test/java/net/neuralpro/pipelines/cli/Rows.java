package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;

/** Rows of per-frame streams. */
record Rows(List<Row> rows) {
  private static final List<String> NO_VALUES = List.of("_time_ns", "_valid", "_gap");

  Rows {
    rows = List.copyOf(rows);
  }

  /** A row of a batch. */
  record Row(Batch batch, int index) {
    double value(String column) {
      return batch.doubles(column)[index];
    }

    boolean isValid(String stream) {
      return batch.flags(stream + "_valid")[index];
    }

    long time(String column) {
      return batch.longs(column)[index];
    }

    /** The length of a stream's vector. */
    double magnitude(String stream) {
      double sum = 0;
      for (Column column : batch.schema().columns()) {
        String name = column.name();
        if (name.startsWith(stream + "_") && NO_VALUES.stream().noneMatch(name::endsWith)) {
          sum += value(name) * value(name);
        }
      }
      return Math.sqrt(sum);
    }
  }

  /** The rows of an episode. */
  static List<Row> ofEpisode(Batch batch, int episode) {
    List<Row> rows = new ArrayList<>();
    long[] episodes = batch.longs("episode_index");
    for (int row = 0; row < episodes.length; row++) {
      if (episodes[row] == episode) {
        rows.add(new Row(batch, row));
      }
    }
    return rows;
  }

  int count() {
    return rows.size();
  }

  /** Nearly every row has a value of this stream, taken within a tolerance of its own time. */
  void assertOnOneClock(String stream, long toleranceNanos) {
    List<Row> valid = rows.stream().filter(row -> row.isValid(stream)).toList();
    assertThat(valid.size()).as(stream).isGreaterThan(rows.size() * 9 / 10);
    assertThat(valid)
        .as(stream)
        .extracting(row -> Math.abs(row.time(stream + "_time_ns") - row.time("capture_time_ns")))
        .allMatch(distance -> distance <= toleranceNanos);
  }

  double mean(String column) {
    return mean(column, Row::value);
  }

  double meanMagnitude(String stream) {
    return mean(stream, Row::magnitude);
  }

  private double mean(String name, ToDoubleBiFunction<Row, String> value) {
    return rows.stream().mapToDouble(row -> value.applyAsDouble(row, name)).average().orElseThrow();
  }
}
