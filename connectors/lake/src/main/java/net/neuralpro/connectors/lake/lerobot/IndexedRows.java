package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;

/**
 * The rows of an episode as a data file holds them: the layout's features, then time and indices.
 * Refuses values that are not finite and another number of rows than was planned.
 */
final class IndexedRows implements TableReader {
  private final LeRobotLayout layout;
  private final TableSchema schema;
  private final PlacedEpisode episode;
  private final TableReader rows;
  private int done;

  IndexedRows(LeRobotLayout layout, PlacedEpisode episode, TableReader rows) {
    this.layout = layout;
    this.schema = layout.dataSchema();
    this.episode = episode;
    this.rows = rows;
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Optional<Batch> next() throws IOException {
    Optional<Batch> batch = rows.next();
    int count = batch.map(Batch::rows).orElse(0);
    if (done + count > episode.length() || (batch.isEmpty() && done < episode.length())) {
      throw new IllegalArgumentException(
          "Cannot write episode %s of %d rows: there are %s"
              .formatted(
                  episode.episode().key(), episode.length(), batch.isEmpty() ? done : "more"));
    }
    Optional<Batch> indexed = batch.map(this::indexed);
    done += count;
    return indexed;
  }

  private Batch indexed(Batch batch) {
    List<Values> values = new ArrayList<>();
    for (RowFeature feature : layout.features()) {
      Column column = feature.column();
      Values own = batch.values(column.name());
      requireFinite(column, own);
      values.add(own);
    }
    int count = batch.rows();
    float[] seconds = new float[count];
    long[] frames = new long[count];
    long[] indices = new long[count];
    for (int row = 0; row < count; row++) {
      long frame = (long) done + row;
      frames[row] = frame;
      seconds[row] = (float) layout.seconds(frame);
      indices[row] = episode.firstRow() + frame;
    }
    values.add(new Values.Floats(seconds));
    values.add(new Values.Longs(frames));
    values.add(new Values.Longs(filled(count, episode.index())));
    values.add(new Values.Longs(indices));
    values.add(new Values.Longs(filled(count, episode.taskIndex())));
    return new Batch(schema, count, values);
  }

  private static long[] filled(int count, long value) {
    long[] array = new long[count];
    Arrays.fill(array, value);
    return array;
  }

  private void requireFinite(Column column, Values values) {
    boolean finite = true;
    if (values instanceof Values.Floats floats) {
      for (float value : floats.array()) {
        finite &= Float.isFinite(value);
      }
    } else if (values instanceof Values.Doubles doubles) {
      for (double value : doubles.array()) {
        finite &= Double.isFinite(value);
      }
    }
    if (!finite) {
      throw new IllegalArgumentException(
          "Cannot write a %s of episode %s that is not finite: 0 with a mask is needed"
              .formatted(column.name(), episode.episode().key()));
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
