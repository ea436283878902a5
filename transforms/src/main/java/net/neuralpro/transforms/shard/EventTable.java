package net.neuralpro.transforms.shard;

import java.io.IOException;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;

/** The table of events of a dataset's episodes. */
final class EventTable {
  static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of("episode_index", ColumnType.INT64, "", "The episode."),
          Column.of("type", ColumnType.TEXT, "", "What happens."),
          Column.of("start_ns", ColumnType.INT64, "ns", "When it begins."),
          Column.of("end_ns", ColumnType.INT64, "ns", "The first nanosecond after it."));

  private EventTable() {}

  static void append(EpisodeSource episode, Event event, RowAppender rows) throws IOException {
    rows.set(0, (long) episode.index())
        .set(1, event.type().toString())
        .set(2, event.start())
        .set(3, event.end())
        .endRow();
  }
}
