package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.measure.ScoreTable;

/** The table of a dataset's clips: where each comes from and all of its scores. */
final class ClipTable {
  private static final List<Column> SCORES =
      ScoreTable.schema(List.of()).columns().stream()
          .filter(column -> column.type() == ColumnType.FLOAT64)
          .toList();

  static final TableSchema SCHEMA = schema();

  private ClipTable() {}

  private static TableSchema schema() {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.of("episode_index", ColumnType.INT64, "", "The episode."),
                Column.of("recording", ColumnType.TEXT, "", "Its signed manifest's CID."),
                Column.of("clip", ColumnType.INT32, "", "Its index in the recording."),
                Column.of("shot", ColumnType.INT32, "", "The shot that it is in."),
                Column.of("split", ColumnType.TEXT, "", "Its split."),
                Column.of("cluster", ColumnType.TEXT, "", "The clip that stands for its cluster."),
                Column.of("rows", ColumnType.INT64, "", "Rows of the episode."),
                Column.of("start_ns", ColumnType.INT64, "ns", "Start on the recording's clock."),
                Column.of("end_ns", ColumnType.INT64, "ns", "The first nanosecond after it.")));
    columns.addAll(SCORES);
    return new TableSchema(columns);
  }

  static void append(EpisodeSource episode, ClipRows scores, RowAppender rows) throws IOException {
    Clip clip = episode.clip();
    rows.set(0, (long) episode.index())
        .set(1, episode.recording().toString())
        .set(2, clip.index())
        .set(3, clip.shot())
        .set(4, episode.split())
        .set(5, episode.cluster())
        .set(6, (long) clip.rows())
        .set(7, clip.start())
        .set(8, clip.end());
    Cid table = episode.values().get("score/scores");
    if (table != null) {
      ClipRows.Row row = scores.rows(table, clip.index(), clip.index() + 1L, 1).get(0);
      int column = 9;
      for (Column score : SCORES) {
        rows.set(column++, row.batch().doubles(score.name())[row.index()]);
      }
    }
    rows.endRow();
  }
}
