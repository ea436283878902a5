package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;

/** A small dataset whose every value follows from its row. */
public final class SampleDataset {
  public static final String CAMERA = "observation.images.front";
  static final LeRobotLayout LAYOUT =
      new LeRobotLayout(
          10,
          "car",
          List.of(new Camera(CAMERA, 48, 64, "h264", "yuv420p")),
          List.of(
              new RowFeature(
                  Column.vector("observation.state", ColumnType.FLOAT32, 3, "m", "position"),
                  List.of("x", "y", "z")),
              RowFeature.of(Column.vector("action", ColumnType.FLOAT32, 2, "", "speed, curvature")),
              RowFeature.of(Column.vector("action_valid", ColumnType.BOOLEAN, 2, "", "mask")),
              RowFeature.of(Column.of("speed_valid", ColumnType.BOOLEAN)),
              RowFeature.of(Column.of("capture_time_ns", ColumnType.INT64, "ns", "true time"))));

  private SampleDataset() {}

  /** Episodes of three splits and two tasks, in no order. */
  public static DatasetPlan plan(FileLimits limits) {
    List<Episode> episodes = new ArrayList<>();
    for (int index = 0; index < 6; index++) {
      Split split = index % 3 == 2 ? (index == 2 ? Split.VALIDATION : Split.TEST) : Split.TRAIN;
      episodes.add(
          new Episode(
              "clip-" + (9 - index),
              split,
              index % 2 == 0 ? "drive" : "cross the town",
              15 + index,
              new TreeMap<>(Map.of(CAMERA, 400_000L))));
    }
    return DatasetPlan.of(LAYOUT, limits, episodes);
  }

  /** Writes everything but the videos. */
  public static void write(DatasetPlan plan, Path root) throws IOException {
    for (FileNumber number : plan.dataFiles().keySet()) {
      try (OutputStream out = create(root.resolve(LeRobotLayout.dataPath(number)))) {
        DataFile.write(plan, number, SampleDataset::rows, new ParquetLayout(32, 8), out);
      }
    }
    for (FileNumber number : plan.metaFiles().keySet()) {
      try (OutputStream out = create(root.resolve(LeRobotLayout.episodesPath(number)))) {
        EpisodesFile.write(plan, number, out);
      }
    }
    try (OutputStream out = create(root.resolve(LeRobotLayout.TASKS))) {
      TasksFile.write(plan, out);
    }
    Files.write(root.resolve(LeRobotLayout.INFO), InfoFile.bytes(plan));
    Files.write(root.resolve(LeRobotLayout.STATISTICS), statistics(plan));
  }

  static byte[] statistics(DatasetPlan plan) throws IOException {
    ImageStatistics.Channel channel = new ImageStatistics.Channel(100, 10_000, 1_100_000, 3, 250);
    ImageStatistics images = new ImageStatistics(10, List.of(channel, channel, channel));
    return StatisticsFile.bytes(plan, SampleDataset::rows, Map.of(CAMERA, images));
  }

  /** How many frames each video file must have. */
  public static SortedMap<Path, Integer> videos(DatasetPlan plan) {
    SortedMap<Path, Integer> frames = new TreeMap<>();
    plan.videoFiles(CAMERA)
        .forEach(
            (number, episodes) ->
                frames.put(
                    Path.of(LeRobotLayout.videoPath(CAMERA, number)),
                    episodes.stream().mapToInt(PlacedEpisode::length).sum()));
    return frames;
  }

  static OutputStream create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }

  static TableReader rows(PlacedEpisode episode) {
    TableSchema schema =
        new TableSchema(LAYOUT.features().stream().map(RowFeature::column).toList());
    int count = episode.length();
    float[] state = new float[3 * count];
    float[] action = new float[2 * count];
    boolean[] valid = new boolean[2 * count];
    boolean[] speed = new boolean[count];
    long[] times = new long[count];
    for (int row = 0; row < count; row++) {
      state[3 * row] = episode.index();
      state[3 * row + 1] = row / 8f;
      state[3 * row + 2] = -row;
      action[2 * row] = row % 5;
      valid[2 * row] = true;
      valid[2 * row + 1] = row % 3 == 0;
      speed[row] = row % 2 == 0;
      times[row] = 1_700_000_000_000_000_000L + row * 100_000_001L;
    }
    Batch batch =
        new Batch(
            schema,
            count,
            List.of(
                new Values.Floats(state),
                new Values.Floats(action),
                new Values.Flags(valid),
                new Values.Flags(speed),
                new Values.Longs(times)));
    return new OneBatch(schema, batch);
  }

  private static final class OneBatch implements TableReader {
    private final TableSchema schema;
    private Optional<Batch> batch;

    OneBatch(TableSchema schema, Batch batch) {
      this.schema = schema;
      this.batch = Optional.of(batch);
    }

    @Override
    public TableSchema schema() {
      return schema;
    }

    @Override
    public Optional<Batch> next() {
      Optional<Batch> given = batch;
      batch = Optional.empty();
      return given;
    }

    @Override
    public void close() {}
  }
}
