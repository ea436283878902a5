package net.neuralpro.pipelines.flows.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.lake.lerobot.Camera;
import net.neuralpro.connectors.lake.lerobot.DataFile;
import net.neuralpro.connectors.lake.lerobot.DatasetPlan;
import net.neuralpro.connectors.lake.lerobot.Episode;
import net.neuralpro.connectors.lake.lerobot.EpisodeRows;
import net.neuralpro.connectors.lake.lerobot.EpisodesFile;
import net.neuralpro.connectors.lake.lerobot.FileLimits;
import net.neuralpro.connectors.lake.lerobot.FileNumber;
import net.neuralpro.connectors.lake.lerobot.ImageStatistics;
import net.neuralpro.connectors.lake.lerobot.InfoFile;
import net.neuralpro.connectors.lake.lerobot.LeRobotLayout;
import net.neuralpro.connectors.lake.lerobot.PlacedEpisode;
import net.neuralpro.connectors.lake.lerobot.RowFeature;
import net.neuralpro.connectors.lake.lerobot.Split;
import net.neuralpro.connectors.lake.lerobot.StatisticsFile;
import net.neuralpro.connectors.lake.lerobot.TasksFile;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.dataset.DatasetFile;
import net.neuralpro.schemas.dataset.DatasetTotals;
import net.neuralpro.schemas.dataset.DatasetVersion;
import net.neuralpro.schemas.dataset.LineageCommitment;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;

/** A small dataset in a folder: two episodes of a real video of 64 by 48, 105 frames in all. */
record WrittenDataset(Path folder) {
  static final String BUCKET = "64x48";
  static final String CAMERA = "observation.images.front";
  static final String VIDEO = BUCKET + "/" + LeRobotLayout.videoPath(CAMERA, FileNumber.FIRST);
  static final String INFO = BUCKET + "/" + LeRobotLayout.INFO;

  private static final Path MADE_VIDEO =
      Path.of(
          "../../connectors/lake/src/test/resources/net/neuralpro/connectors/lake/lerobot",
          "brightness.mp4");
  private static final Column ACTION = Column.of("action", ColumnType.FLOAT32, "m/s", "speed");
  private static final LeRobotLayout LAYOUT =
      new LeRobotLayout(
          10,
          "car",
          List.of(new Camera(CAMERA, 48, 64, "h264", "yuv420p")),
          List.of(RowFeature.of(ACTION)));

  /** Writes it, with a root over it. */
  static WrittenDataset in(Path folder) throws IOException {
    List<Episode> episodes = new ArrayList<>();
    for (int length : new int[] {45, 60}) {
      episodes.add(
          new Episode(
              "clip-" + length, Split.TRAIN, "Drive.", length, new TreeMap<>(Map.of(CAMERA, 9L))));
    }
    DatasetPlan plan = DatasetPlan.of(LAYOUT, FileLimits.REFERENCE, episodes);
    Path root = folder.resolve(BUCKET);
    try (OutputStream out = create(root.resolve(LeRobotLayout.dataPath(FileNumber.FIRST)))) {
      DataFile.write(
          plan, FileNumber.FIRST, WrittenDataset::rows, ParquetLayout.RANDOM_ACCESS, out);
    }
    try (OutputStream out = create(root.resolve(LeRobotLayout.episodesPath(FileNumber.FIRST)))) {
      EpisodesFile.write(plan, FileNumber.FIRST, out);
    }
    try (OutputStream out = create(root.resolve(LeRobotLayout.TASKS))) {
      TasksFile.write(plan, out);
    }
    ImageStatistics.Channel channel = new ImageStatistics.Channel(100, 10_000, 1_100_000, 3, 250);
    ImageStatistics images = new ImageStatistics(10, List.of(channel, channel, channel));
    EpisodeRows rows = WrittenDataset::rows;
    Files.write(
        root.resolve(LeRobotLayout.STATISTICS),
        StatisticsFile.bytes(plan, rows, Map.of(CAMERA, images)));
    Files.write(root.resolve(LeRobotLayout.INFO), InfoFile.bytes(plan));
    Files.createDirectories(folder.resolve(VIDEO).getParent());
    Files.copy(MADE_VIDEO, folder.resolve(VIDEO));
    WrittenDataset written = new WrittenDataset(folder);
    written.root();
    return written;
  }

  private static OutputStream create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }

  private static TableReader rows(PlacedEpisode episode) {
    TableSchema schema = TableSchema.of(ACTION);
    Batch all =
        new Batch(
            schema, episode.length(), List.of(new Values.Floats(new float[episode.length()])));
    return new TableReader() {
      private Optional<Batch> left = Optional.of(all);

      @Override
      public TableSchema schema() {
        return schema;
      }

      @Override
      public Optional<Batch> next() {
        Optional<Batch> given = left;
        left = Optional.empty();
        return given;
      }

      @Override
      public void close() {}
    };
  }

  /** Writes manifest and root anew over the files as they are now, as a forger would. */
  void root() throws IOException {
    Files.deleteIfExists(folder.resolve(DatasetVersion.MANIFEST));
    Files.deleteIfExists(folder.resolve(DatasetVersion.ROOT));
    List<DatasetFile> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.add(
            new DatasetFile(
                folder.relativize(file).toString(),
                new ContentFiles(new MemoryBlockStore()).add(file),
                Files.size(file),
                HexFormat.of().formatHex(Sha256.of(Files.readAllBytes(file)))));
      }
    }
    Block manifest =
        new DatasetVersion(
                1,
                Cid.of(Multicodec.DAG_JSON, new byte[] {'{', '}'}),
                Optional.empty(),
                new LineageCommitment("0".repeat(64), 105),
                new DatasetTotals(1, 2, 105, 10_500, new TreeMap<>(Map.of("train", 2L))),
                files)
            .block();
    Files.write(folder.resolve(DatasetVersion.MANIFEST), manifest.bytes());
    Files.writeString(folder.resolve(DatasetVersion.ROOT), DatasetFolder.rootText(manifest.cid()));
  }

  Path file(String path) {
    return folder.resolve(path);
  }
}
