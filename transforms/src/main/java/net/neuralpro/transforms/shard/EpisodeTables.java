package net.neuralpro.transforms.shard;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.align.TimelineMerge;
import net.neuralpro.transforms.label.LabelTable;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.segment.GridTable;

/** The rows of episodes, put together from the grids, timelines and labels of their recordings. */
final class EpisodeTables implements Closeable {
  private static final List<String> GRIDS = List.of("examine/grid", "grid-times/grid");
  private static final String TIMELINE = "align/timeline";
  private static final String LABELS = "label/labels";
  private static final String VALID = "_valid";

  private final BucketLayout layout;
  private final ClipRows grids;
  private final ClipRows timelines;
  private final ClipRows labels;

  EpisodeTables(BucketLayout layout, Invocation invocation) {
    this.layout = layout;
    grids = new ClipRows(invocation, (batch, row) -> batch.longs(GridTable.ROW)[row]);
    timelines = new ClipRows(invocation, (batch, row) -> batch.integers(TimelineMerge.CLIP)[row]);
    labels = new ClipRows(invocation, (batch, row) -> batch.integers(TimelineMerge.CLIP)[row]);
  }

  /** Appends the rows of an episode as features of LeRobot, by the layout's order. */
  void appendFeatures(EpisodeSource episode, RowAppender table) throws IOException {
    Clip rows = read(episode);
    for (int row = 0; row < episode.clip().rows(); row++) {
      int column = 0;
      table.set(column++, rows.time(row));
      if (layout.hasLabels()) {
        column = appendLabels(rows, row, BucketLayout.STATE_LABELS, table, column);
        column = appendLabels(rows, row, BucketLayout.ACTION_LABELS, table, column);
      }
      for (SensorKind kind : layout.kinds()) {
        double[] values = rows.values(kind, row);
        if (kind == SensorKind.GNSS) {
          table.set(column++, values);
        } else {
          table.set(column++, floats(values));
        }
        column = appendMask(rows, row, kind, table, column);
      }
      table.endRow();
    }
  }

  /** One flag for all values of a sample, or one for each where a sample may lack some. */
  private static int appendMask(
      Clip rows, int row, SensorKind kind, RowAppender table, int column) {
    boolean valid = rows.flag(kind, row, VALID);
    List<String> optional = AlignedStream.optionalValues(kind);
    if (optional.isEmpty()) {
      table.set(column, valid);
    } else {
      boolean[] mask = new boolean[kind.columns().size()];
      for (int index = 0; index < mask.length; index++) {
        String value = kind.columns().get(index);
        mask[index] = optional.contains(value) ? rows.flag(kind, row, "_" + value + VALID) : valid;
      }
      table.set(column, mask);
    }
    return column + 1;
  }

  private static int appendLabels(
      Clip rows, int row, List<String> names, RowAppender table, int column) {
    float[] values = new float[names.size()];
    boolean[] valid = new boolean[names.size()];
    for (int index = 0; index < names.size(); index++) {
      values[index] = (float) rows.label(names.get(index), row);
      valid[index] = rows.hasLabel(names.get(index), row);
    }
    table.set(column, values);
    table.set(column + 1, valid);
    return column + 2;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int index = 0; index < values.length; index++) {
      floats[index] = (float) values[index];
    }
    return floats;
  }

  /** Appends the rows of an episode to a table of {@code streams}. */
  void appendStreams(EpisodeSource episode, RowAppender table) throws IOException {
    Clip rows = read(episode);
    for (int row = 0; row < episode.clip().rows(); row++) {
      int column = 0;
      table.set(column++, (long) episode.index());
      table.set(column++, (long) row);
      table.set(column++, rows.time(row));
      for (String label : layout.hasLabels() ? BucketLayout.STATE_LABELS : List.<String>of()) {
        table.set(column++, rows.label(label, row));
        table.set(column++, rows.hasLabel(label, row));
      }
      for (SensorKind kind : layout.kinds()) {
        for (double value : rows.values(kind, row)) {
          table.set(column++, value);
        }
        table.set(column++, rows.rawTime(kind, row));
        table.set(column++, rows.flag(kind, row, VALID));
        table.set(column++, rows.flag(kind, row, "_gap"));
        for (String value : AlignedStream.optionalValues(kind)) {
          table.set(column++, rows.flag(kind, row, "_" + value + VALID));
        }
      }
      table.endRow();
    }
  }

  private Clip read(EpisodeSource episode) throws IOException {
    net.neuralpro.schemas.clip.Clip clip = episode.clip();
    Cid grid =
        GRIDS.stream()
            .filter(episode.values()::containsKey)
            .findFirst()
            .map(episode.values()::get)
            .orElseThrow();
    Optional<Cid> timeline = Optional.ofNullable(episode.values().get(TIMELINE));
    Optional<Cid> labelled = Optional.ofNullable(episode.values().get(LABELS));
    return new Clip(
        grids.rows(grid, clip.firstRow(), clip.endRow(), clip.rows()),
        timeline.isEmpty()
            ? List.of()
            : timelines.rows(timeline.get(), clip.index(), clip.index() + 1, clip.rows()),
        timeline.isEmpty() ? List.of() : AlignedStream.in(timelines.schema(timeline.get())),
        labelled.isEmpty()
            ? List.of()
            : labels.rows(labelled.get(), clip.index(), clip.index() + 1, clip.rows()));
  }

  @Override
  public void close() throws IOException {
    grids.close();
    timelines.close();
    labels.close();
  }

  /** The rows of one clip, table by table; empty where the clip has no such table. */
  private record Clip(
      List<ClipRows.Row> grid,
      List<ClipRows.Row> timeline,
      List<AlignedStream> streams,
      List<ClipRows.Row> labels) {
    long time(int row) {
      return grid.get(row).batch().longs(GridTable.TIME)[grid.get(row).index()];
    }

    double label(String name, int row) {
      return labels.isEmpty() ? 0 : labels.get(row).batch().doubles(name)[labels.get(row).index()];
    }

    boolean hasLabel(String name, int row) {
      return !labels.isEmpty()
          && labels.get(row).batch().flags(LabelTable.valid(name))[labels.get(row).index()];
    }

    /** The first stream of a kind, by name: the one that stands for it. */
    private Optional<AlignedStream> stream(SensorKind kind) {
      return streams.stream().filter(stream -> stream.kind() == kind).findFirst();
    }

    double[] values(SensorKind kind, int row) {
      double[] values = new double[kind.columns().size()];
      stream(kind)
          .ifPresent(
              stream -> {
                for (int index = 0; index < values.length; index++) {
                  values[index] =
                      timeline
                          .get(row)
                          .batch()
                          .doubles(stream.column(kind.columns().get(index)))[
                          timeline.get(row).index()];
                }
              });
      return values;
    }

    long rawTime(SensorKind kind, int row) {
      return stream(kind)
          .map(
              stream ->
                  timeline.get(row).batch().longs(stream.timeColumn())[timeline.get(row).index()])
          .orElse(0L);
    }

    boolean flag(SensorKind kind, int row, String suffix) {
      return stream(kind)
          .map(
              stream ->
                  timeline
                      .get(row)
                      .batch()
                      .flags(stream.name() + suffix)[timeline.get(row).index()])
          .orElse(false);
    }
  }
}
