package net.neuralpro.transforms.examine;

import java.io.Closeable;
import java.io.IOException;
import net.neuralpro.connectors.media.video.MeasuredFrame;
import net.neuralpro.connectors.media.video.Shot;
import net.neuralpro.connectors.media.video.ShotStart;
import net.neuralpro.connectors.media.video.analysis.FrameMeasures;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.TableWriter;

/** The table {@code frames}: what was measured of each decoded frame, in order of presentation. */
public final class FrameRows implements Closeable {
  public static final TableSchema SCHEMA =
      TableSchema.of(
          Column.of("frame", ColumnType.INT64, "", "Its number, from 0."),
          Column.of("time_ns", ColumnType.INT64, "ns", "When it is shown."),
          Column.of("shot", ColumnType.INT32, "", "The shot that it is in."),
          Column.of("shot_start", ColumnType.TEXT, "", "Why a shot begins here, or empty."),
          Column.of("luma_mean", ColumnType.INT32, "1/256 level", "Mean luma."),
          Column.of("dark_fraction", ColumnType.INT32, "1/10000", "Samples nearly black."),
          Column.of("bright_fraction", ColumnType.INT32, "1/10000", "Samples nearly white."),
          Column.of("sharpness", ColumnType.INT32, "1/16 level2", "Variance of the Laplacian."),
          Column.of("noise", ColumnType.INT32, "1/256 level", "Standard deviation of the noise."),
          Column.of("motion", ColumnType.INT32, "1/256 level", "Change of luma since the last."),
          Column.of("cut_score", ColumnType.INT32, "1/256 level", "Change of luma and chroma."),
          Column.of("black", ColumnType.BOOLEAN, "", "Whether nearly all of it is dark."),
          Column.of("frozen", ColumnType.BOOLEAN, "", "Whether it shows what the last showed."),
          Column.of("fingerprint", ColumnType.INT64, "", "Perceptual hash, 64 bits."));

  private final RowAppender rows;
  private String shotStart = "";

  FrameRows(TableWriter writer) {
    rows = new RowAppender(writer);
  }

  void startShot(Shot shot) {
    shotStart = shot.start().name();
  }

  void add(MeasuredFrame frame) throws IOException {
    FrameMeasures measures = frame.measures();
    boolean first = shotStart.equals(ShotStart.RECORDING.name());
    rows.set(0, frame.frame())
        .set(1, frame.timeNanos())
        .set(2, frame.shot())
        .set(3, shotStart)
        .set(4, measures.lumaMean())
        .set(5, measures.darkFraction())
        .set(6, measures.brightFraction())
        .set(7, measures.sharpness())
        .set(8, measures.noise())
        .set(9, measures.motion())
        .set(10, measures.cutScore())
        .set(11, measures.black())
        .set(12, measures.frozen() && !first)
        .set(13, measures.fingerprint())
        .endRow();
    shotStart = "";
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
