package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.schemas.table.Values;

/**
 * Puts all streams of a recording onto the rows of its clips, reading each once from start to end.
 * Holds a batch of rows and a batch of every stream in memory, however long they are.
 */
public final class TimelineMerge {
  public static final String CLIP = "clip";
  public static final String ROW = "row";
  public static final String TIME = "time_ns";

  private final List<StreamAligner> aligners = new ArrayList<>();
  private final TableSchema schema;

  /**
   * A merge of these streams; the readers stay with the caller.
   *
   * @param series the samples of each stream, by its name
   * @param tolerance how far a sample of a kind may lie from a row that it gives a value to, ns
   * @throws RejectedInputException if a stream's columns are those of no kind of sensor
   */
  public TimelineMerge(SortedMap<String, TableReader> series, ToLongFunction<SensorKind> tolerance)
      throws RejectedInputException {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.of(CLIP, ColumnType.INT32, "", "The clip's index in its recording."));
    columns.add(Column.of(ROW, ColumnType.INT32, "", "The row's number in its clip, from 0."));
    columns.add(Column.of(TIME, ColumnType.INT64, "ns", "When the row's frame was captured."));
    for (var entry : series.entrySet()) {
      TableSchema samples = entry.getValue().schema();
      AlignedStream stream =
          AlignedStream.of(entry.getKey(), samples)
              .orElseThrow(
                  () ->
                      new RejectedInputException(
                          Finding.error(
                              "ALIGN-KIND",
                              entry.getKey(),
                              "no kind of sensor has the columns "
                                  + samples.columns().stream().map(Column::name).toList())));
      aligners.add(
          new StreamAligner(stream, entry.getValue(), tolerance.applyAsLong(stream.kind())));
      columns.addAll(stream.columns());
    }
    schema = new TableSchema(columns);
  }

  /** The columns of the timeline: clip, row, time, then those of each stream in order of names. */
  public TableSchema schema() {
    return schema;
  }

  /**
   * Writes a row for each row of each clip.
   *
   * @param grid the recording's grid, by {@link net.neuralpro.transforms.segment.GridTable}
   * @param timeline a writer of {@link #schema}; it is left open
   * @return samples that were left out, by stream
   * @throws RejectedInputException if the grid goes back in time or ends within a clip
   */
  public List<Finding> merge(TableReader grid, Clips clips, TableWriter timeline)
      throws IOException {
    ClipRows rows = new ClipRows(grid, clips);
    for (ClipRows.Rows next = rows.next(); next.size() > 0; next = rows.next()) {
      List<Values> values = new ArrayList<>();
      values.add(new Values.Integers(next.clips()));
      values.add(new Values.Integers(next.rows()));
      values.add(new Values.Longs(next.times()));
      for (StreamAligner aligner : aligners) {
        aligner.align(next.clips(), next.times(), values);
      }
      timeline.write(new Batch(schema, next.size(), values));
    }
    List<Finding> findings = new ArrayList<>();
    for (StreamAligner aligner : aligners) {
      findings.addAll(aligner.finish());
    }
    return findings;
  }
}
