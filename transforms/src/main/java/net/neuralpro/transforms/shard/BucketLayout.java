package net.neuralpro.transforms.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.neuralpro.connectors.lake.lerobot.Camera;
import net.neuralpro.connectors.lake.lerobot.LeRobotLayout;
import net.neuralpro.connectors.lake.lerobot.RowFeature;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.transforms.align.AlignedStream;
import net.neuralpro.transforms.label.LabelTable;

/**
 * What a bucket's rows hold: a bucket is one LeRobot root, whose episodes have one frame rate and
 * one picture size.
 *
 * @param bucket its name: the picture size, or {@code no-video}
 * @param rate rows per second
 * @param width of its pictures, 0 without video
 * @param height of its pictures, 0 without video
 * @param sensors kinds of sensors that rows have values of, besides the labels
 * @param labels names of labels that rows have values of
 */
public record BucketLayout(
    String bucket, int rate, int width, int height, List<String> sensors, List<String> labels) {
  /** The one camera of a recording. */
  public static final String CAMERA = "observation.images.front";

  static final String CAPTURE_TIME = "capture_time_ns";
  static final String STATE = "observation.state";
  static final String ACTION = "action";
  static final List<String> STATE_LABELS =
      List.of(LabelTable.SPEED, LabelTable.ACCELERATION, LabelTable.YAW_RATE, LabelTable.CURVATURE);
  static final List<String> ACTION_LABELS = List.of(LabelTable.ACCELERATION, LabelTable.CURVATURE);

  private static final String ROBOT = "vehicle";
  private static final String CODEC = "h264";
  private static final String PIXELS = "yuv420p";

  public BucketLayout {
    sensors = List.copyOf(sensors);
    labels = List.copyOf(labels);
    sensors.forEach(SensorKind::of);
  }

  boolean hasVideo() {
    return width > 0;
  }

  boolean hasLabels() {
    return !labels.isEmpty();
  }

  List<SensorKind> kinds() {
    return sensors.stream().map(SensorKind::of).toList();
  }

  /** The features of LeRobot rows. Each value that may be absent has a mask beside it. */
  LeRobotLayout leRobot() {
    List<RowFeature> features = new ArrayList<>();
    features.add(
        RowFeature.of(
            Column.of(CAPTURE_TIME, ColumnType.INT64, "ns", "When the frame was captured.")));
    if (hasLabels()) {
      vector(features, STATE, ColumnType.FLOAT32, STATE_LABELS, STATE_LABELS.size());
      vector(features, ACTION, ColumnType.FLOAT32, ACTION_LABELS, ACTION_LABELS.size());
    }
    for (SensorKind kind : kinds()) {
      ColumnType type = kind == SensorKind.GNSS ? ColumnType.FLOAT64 : ColumnType.FLOAT32;
      boolean eachByItself = !AlignedStream.optionalValues(kind).isEmpty();
      vector(
          features, feature(kind), type, kind.columns(), eachByItself ? kind.columns().size() : 1);
    }
    List<Camera> cameras =
        hasVideo() ? List.of(new Camera(CAMERA, height, width, CODEC, PIXELS)) : List.of();
    return new LeRobotLayout(rate, ROBOT, cameras, features);
  }

  static String feature(SensorKind kind) {
    return "observation." + kind;
  }

  static String mask(String feature) {
    return feature + "_valid";
  }

  private static void vector(
      List<RowFeature> features, String name, ColumnType type, List<String> names, int masks) {
    features.add(
        new RowFeature(Column.vector(name, type, names.size(), "", ""), List.copyOf(names)));
    features.add(
        new RowFeature(
            Column.vector(mask(name), ColumnType.BOOLEAN, masks, "", ""),
            masks == names.size() ? names : List.of()));
  }

  /** The columns of the tables in {@code streams}: raw times beside aligned values. */
  List<Column> streamColumns() {
    List<Column> columns =
        new ArrayList<>(
            Arrays.asList(
                Column.of("episode_index", ColumnType.INT64, "", "The episode."),
                Column.of("frame_index", ColumnType.INT64, "", "The row in it."),
                Column.of(CAPTURE_TIME, ColumnType.INT64, "ns", "When the frame was captured.")));
    for (String label : hasLabels() ? STATE_LABELS : List.<String>of()) {
      columns.add(Column.of(label, ColumnType.FLOAT64, "", ""));
      columns.add(Column.of(LabelTable.valid(label), ColumnType.BOOLEAN, "", ""));
    }
    for (SensorKind kind : kinds()) {
      for (String value : kind.columns()) {
        columns.add(Column.of(kind + "_" + value, ColumnType.FLOAT64, kind.unit(), ""));
      }
      columns.add(Column.of(kind + "_time_ns", ColumnType.INT64, "ns", "Nearest raw sample."));
      columns.add(Column.of(kind + "_valid", ColumnType.BOOLEAN, "", "Whether there is a value."));
      columns.add(Column.of(kind + "_gap", ColumnType.BOOLEAN, "", "Whether samples lack."));
      for (String value : AlignedStream.optionalValues(kind)) {
        columns.add(
            Column.of(
                kind + "_" + value + "_valid",
                ColumnType.BOOLEAN,
                "",
                "Whether there is a " + value + "."));
      }
    }
    return columns;
  }
}
