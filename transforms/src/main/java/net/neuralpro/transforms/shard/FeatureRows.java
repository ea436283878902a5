package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;

/** The rows of one episode as LeRobot's features: a clip is short, so they are held in memory. */
final class FeatureRows implements TableReader, TableWriter {
  private final TableSchema schema;
  private final Deque<Batch> batches = new ArrayDeque<>();

  private FeatureRows(TableSchema schema) {
    this.schema = schema;
  }

  static TableReader of(EpisodeSource episode, BucketLayout layout, EpisodeTables tables)
      throws IOException {
    FeatureRows rows =
        new FeatureRows(
            new TableSchema(
                layout.leRobot().features().stream().map(feature -> feature.column()).toList()));
    try (RowAppender appender = new RowAppender(rows)) {
      tables.appendFeatures(episode, appender);
    }
    return rows;
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Optional<Batch> next() {
    return Optional.ofNullable(batches.poll());
  }

  @Override
  public void write(Batch batch) {
    batches.add(batch);
  }

  @Override
  public void close() {}
}
