package net.neuralpro.connectors.lake.lerobot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;

/**
 * What one LeRobotDataset v3.0 root holds and where its files lie.
 *
 * @param framesPerSecond rows of an episode in each second
 * @param robotType what the cameras were mounted on
 * @param cameras the cameras
 * @param features what each row has besides the five columns that every dataset has
 */
public record LeRobotLayout(
    int framesPerSecond, String robotType, List<Camera> cameras, List<RowFeature> features) {
  public static final String VERSION = "v3.0";
  public static final String INFO = "meta/info.json";
  public static final String STATISTICS = "meta/stats.json";
  public static final String TASKS = "meta/tasks.parquet";
  static final String DATA_PATTERN = "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet";
  static final String VIDEO_PATTERN =
      "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4";

  static final String TIMESTAMP = "timestamp";
  static final String FRAME_INDEX = "frame_index";
  static final String EPISODE_INDEX = "episode_index";
  static final String INDEX = "index";
  static final String TASK_INDEX = "task_index";
  static final List<RowFeature> DEFAULTS =
      List.of(
          RowFeature.of(
              Column.of(TIMESTAMP, ColumnType.FLOAT32, "s", "time from the episode's first frame")),
          RowFeature.of(
              Column.of(FRAME_INDEX, ColumnType.INT64, "", "frame of the episode, from 0")),
          RowFeature.of(Column.of(EPISODE_INDEX, ColumnType.INT64, "", "episode, from 0")),
          RowFeature.of(Column.of(INDEX, ColumnType.INT64, "", "row of the dataset, from 0")),
          RowFeature.of(Column.of(TASK_INDEX, ColumnType.INT64, "", "row of the table of tasks")));

  public LeRobotLayout {
    cameras = List.copyOf(cameras);
    features = List.copyOf(features);
    if (framesPerSecond < 1 || framesPerSecond > 1000) {
      throw new IllegalArgumentException(
          "Cannot have " + framesPerSecond + " frames per second: 1 to 1000");
    }
    Set<String> names = new HashSet<>();
    DEFAULTS.forEach(feature -> names.add(feature.column().name()));
    List<String> own = new ArrayList<>();
    cameras.forEach(camera -> own.add(camera.key()));
    features.forEach(feature -> own.add(feature.column().name()));
    for (String name : own) {
      if (!names.add(name)) {
        throw new IllegalArgumentException("Cannot have feature " + name + " twice");
      }
    }
    if (own.isEmpty()) {
      throw new IllegalArgumentException("Cannot have a dataset without features");
    }
  }

  /** All features with values in each row, in the order of their columns. */
  List<RowFeature> rowFeatures() {
    List<RowFeature> all = new ArrayList<>(features);
    all.addAll(DEFAULTS);
    return List.copyOf(all);
  }

  /** The columns of a data file. */
  public TableSchema dataSchema() {
    return new TableSchema(rowFeatures().stream().map(RowFeature::column).toList());
  }

  /** The time of a row or a video frame, as the reference computes it. */
  public double seconds(long frame) {
    return frame / (double) framesPerSecond;
  }

  /** Bytes of a row before compression. */
  int rowBytes() {
    return rowFeatures().stream().mapToInt(RowFeature::rowBytes).sum();
  }

  public static String dataPath(FileNumber number) {
    return "data/" + number + ".parquet";
  }

  public static String episodesPath(FileNumber number) {
    return "meta/episodes/" + number + ".parquet";
  }

  public static String videoPath(String camera, FileNumber number) {
    return "videos/" + camera + "/" + number + ".mp4";
  }
}
