package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableSchema;

/** The episodes that a dataset describes, in the order of their files. */
record EpisodeTable(List<Row> rows) {
  /** More episodes than any dataset has: a small file can declare far more than memory holds. */
  private static final int MAX_EPISODES = 2_000_000;

  /** An episode as it is described. */
  record Row(
      long index,
      long length,
      long from,
      long to,
      FileNumber data,
      SortedMap<String, Video> videos) {}

  /** Its place in a camera's video. */
  record Video(FileNumber file, double from, double to) {}

  static EpisodeTable read(Path root, Collection<String> cameras) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : files(root.resolve("meta/episodes"))) {
      String place = root.relativize(file).toString();
      try (TableReader reader =
          new ParquetTableReader(Files.newByteChannel(file), place, columns(cameras))) {
        requireTypes(reader.schema(), place);
        for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
          add(rows, batch.get(), cameras);
          if (rows.size() > MAX_EPISODES) {
            throw new IllegalArgumentException(
                "Cannot verify more than " + MAX_EPISODES + " episodes");
          }
        }
      }
    }
    return new EpisodeTable(rows);
  }

  private static void requireTypes(TableSchema schema, String place) {
    for (Column column : schema.columns()) {
      ColumnType type =
          column.name().endsWith("_timestamp") ? ColumnType.FLOAT64 : ColumnType.INT64;
      if (column.type() != type || column.width() != 1) {
        throw new IllegalArgumentException(
            "Cannot read %s of %s: it is no %s".formatted(column.name(), place, type));
      }
    }
  }

  /** Parquet files two folders deep, sorted by path. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(folder, 2)) {
      return found.filter(path -> path.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static Set<String> columns(Collection<String> cameras) {
    Set<String> columns =
        new LinkedHashSet<>(
            List.of(
                "episode_index",
                "length",
                "dataset_from_index",
                "dataset_to_index",
                "data/chunk_index",
                "data/file_index"));
    for (String camera : cameras) {
      for (String column : List.of("chunk_index", "file_index", "from_timestamp", "to_timestamp")) {
        columns.add("videos/" + camera + "/" + column);
      }
    }
    return columns;
  }

  private static void add(List<Row> rows, Batch batch, Collection<String> cameras) {
    for (int row = 0; row < batch.rows(); row++) {
      SortedMap<String, Video> videos = new TreeMap<>();
      for (String camera : cameras) {
        String prefix = "videos/" + camera + "/";
        videos.put(
            camera,
            new Video(
                number(batch, prefix, row),
                batch.doubles(prefix + "from_timestamp")[row],
                batch.doubles(prefix + "to_timestamp")[row]));
      }
      rows.add(
          new Row(
              batch.longs("episode_index")[row],
              batch.longs("length")[row],
              batch.longs("dataset_from_index")[row],
              batch.longs("dataset_to_index")[row],
              number(batch, "data/", row),
              videos));
    }
  }

  private static FileNumber number(Batch batch, String prefix, int row) {
    return new FileNumber(
        Math.toIntExact(batch.longs(prefix + "chunk_index")[row]),
        Math.toIntExact(batch.longs(prefix + "file_index")[row]));
  }

  long frames() {
    return rows.stream().mapToLong(row -> Math.max(0, row.length())).sum();
  }
}
