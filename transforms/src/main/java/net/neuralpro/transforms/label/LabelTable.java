package net.neuralpro.transforms.label;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.transforms.align.TimelineMerge;

/** The table of labels: how the vehicle moves in each row. A value that is not known is 0. */
public final class LabelTable {
  public static final String SPEED = "speed_mps";
  public static final String ACCELERATION = "acceleration_mps2";
  public static final String YAW_RATE = "yaw_rate_radps";
  public static final String CURVATURE = "curvature_1pm";

  public static final TableSchema SCHEMA = schema();

  private LabelTable() {}

  /** The column that tells whether another has a value. */
  public static String valid(String column) {
    return column + "_valid";
  }

  private static TableSchema schema() {
    List<Column> columns = new ArrayList<>();
    columns.add(
        Column.of(TimelineMerge.CLIP, ColumnType.INT32, "", "The clip's index in its recording."));
    columns.add(
        Column.of(
            TimelineMerge.ROW, ColumnType.INT32, "", "The row's number in its clip, from 0."));
    columns.add(
        Column.of(TimelineMerge.TIME, ColumnType.INT64, "ns", "When the frame was captured."));
    add(columns, SPEED, "m/s", "Speed of the vehicle, never negative.");
    add(columns, ACCELERATION, "m/s2", "Rate of change of the speed.");
    add(columns, YAW_RATE, "rad/s", "Rate of turning about the vertical, positive to the left.");
    add(columns, CURVATURE, "1/m", "Curvature of the path, positive to the left.");
    return new TableSchema(columns);
  }

  private static void add(List<Column> columns, String name, String unit, String description) {
    columns.add(Column.of(name, ColumnType.FLOAT64, unit, description));
    columns.add(Column.of(valid(name), ColumnType.BOOLEAN, "", "Whether there is a value."));
  }

  static void append(TimelineClip clip, Motion motion, RowAppender labels) throws IOException {
    List<Signal> signals =
        List.of(motion.speed(), motion.acceleration(), motion.yawRate(), motion.curvature());
    for (int row = 0; row < clip.rows(); row++) {
      labels.set(0, clip.clip()).set(1, row).set(2, clip.times()[row]);
      int column = 3;
      for (Signal signal : signals) {
        labels.set(column++, signal.values()[row]);
        labels.set(column++, signal.valid()[row]);
      }
      labels.endRow();
    }
  }
}
