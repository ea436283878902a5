package net.neuralpro.transforms.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.align.AlignedStream;

/**
 * The table of scores: a row per clip. Measures are 0 where a recording has no frames with pixels,
 * which {@link #FRAMES} tells.
 */
public final class ScoreTable {
  public static final String CLIP = "clip";
  public static final String ROWS = "rows";
  public static final String START = "start_ns";
  public static final String END = "end_ns";
  public static final String FRAMES = "frames";
  public static final String FROZEN = "frozen_fraction";
  public static final String BLACK = "black_fraction";
  public static final String COVERAGE = "sensor_coverage";

  private ScoreTable() {}

  /** The columns for a timeline with these streams. */
  public static TableSchema schema(List<AlignedStream> streams) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of(CLIP, ColumnType.INT32, "", "The clip's index in its recording."));
    columns.add(Column.of(ROWS, ColumnType.INT32, "", "Rows of the clip."));
    columns.add(Column.of(START, ColumnType.INT64, "ns", "Start of the clip."));
    columns.add(Column.of(END, ColumnType.INT64, "ns", "End of the clip."));
    columns.add(Column.of(FRAMES, ColumnType.INT64, "", "Frames that were measured."));
    for (Measure measure : Measure.values()) {
      columns.add(number(mean(measure), measure.unit(), "Mean over the frames."));
      columns.add(number(minimum(measure), measure.unit(), "Least of the frames."));
      columns.add(number(maximum(measure), measure.unit(), "Greatest of the frames."));
    }
    columns.add(number(FROZEN, "1", "Share of frames in pictures that stand still."));
    columns.add(number(BLACK, "1", "Share of black frames."));
    columns.add(number(COVERAGE, "1", "The least coverage of any stream, 0 without streams."));
    for (AlignedStream stream : streams) {
      columns.add(
          number(stream.column("coverage"), "1", "Share of rows in which the stream has a value."));
    }
    return new TableSchema(columns);
  }

  private static Column number(String name, String unit, String description) {
    return Column.of(name, ColumnType.FLOAT64, unit, description);
  }

  public static String mean(Measure measure) {
    return measure.column() + "_mean";
  }

  public static String minimum(Measure measure) {
    return measure.column() + "_min";
  }

  public static String maximum(Measure measure) {
    return measure.column() + "_max";
  }

  static void append(ClipScore score, int streams, RowAppender table) throws IOException {
    Clip clip = score.clip();
    table
        .set(0, clip.index())
        .set(1, clip.rows())
        .set(2, clip.start())
        .set(3, clip.end())
        .set(4, score.frames());
    int column = 5;
    for (Measure measure : Measure.values()) {
      table.set(column++, score.mean(measure));
      table.set(column++, score.minimum(measure));
      table.set(column++, score.maximum(measure));
    }
    table.set(column++, score.frozenFraction());
    table.set(column++, score.blackFraction());
    table.set(column++, score.leastCoverage());
    for (int stream = 0; stream < streams; stream++) {
      table.set(column++, score.coverage(stream));
    }
    table.endRow();
  }
}
