package net.neuralpro.connectors.lake.lerobot;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.ColumnType;

/**
 * Holds all files of a LeRobotDataset v3.0 root against each other, also where the reference reader
 * is silent. Rules: {@code LEROBOT-INFO-MALFORMED}, {@code -FILE-MISSING}, {@code -EPISODE-COUNT},
 * {@code -FRAME-COUNT}, {@code -TASK-COUNT}, {@code -TASK-INDEX}, {@code -TASK-RANGE}, {@code
 * -SPLIT-RANGE}, {@code -EPISODE-RANGE}, {@code -ROW-INDEX}, {@code -FEATURE-MISMATCH}, {@code
 * -FRAME-RATE}, {@code -TIMESTAMP-ORDER}, {@code -TIMESTAMP-GRID}, {@code -NOT-FINITE}, {@code
 * -STATISTICS-MISSING}, {@code -VIDEO-RANGE}, {@code -VIDEO-END}, {@code -VIDEO-TRUNCATED}, {@code
 * -VIDEO-DAMAGED}, {@code -VIDEO-LENGTH}, {@code -VIDEO-SIZE} and {@code -VIDEO-TIMES}.
 */
public final class LeRobotVerifier {
  private final Path root;
  private final VideoFrames videos;
  private final Findings findings = new Findings();

  public LeRobotVerifier(Path root, VideoFrames videos) {
    this.root = root;
    this.videos = videos;
  }

  /** All that is wrong with the dataset, sorted; nothing if it is good. */
  public List<Finding> verify() throws IOException {
    try {
      Info info = Info.read(root.resolve(LeRobotLayout.INFO));
      verify(info, EpisodeTable.read(root, info.cameras().keySet()));
    } catch (RejectedInputException e) {
      findings.add(e);
    } catch (NoSuchFileException e) {
      findings.add("LEROBOT-FILE-MISSING", relative(e), "Cannot find the file");
    } catch (IllegalArgumentException | ArithmeticException e) {
      findings.add("LEROBOT-INFO-MALFORMED", "meta", "%s", String.valueOf(e.getMessage()));
    }
    return findings.sorted();
  }

  private String relative(NoSuchFileException missing) {
    Path file = Path.of(missing.getFile());
    return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
  }

  private void verify(Info info, EpisodeTable table) throws IOException {
    counts(info, table);
    ranges(table);
    splits(info, table);
    statistics(info);
    long tasks = tasks(info);
    boolean onGrid = new RowsCheck(root, info, table, tasks, findings).check();
    new VideosCheck(root, info, table, videos, findings).check(onGrid);
  }

  private void counts(Info info, EpisodeTable table) {
    if (info.episodes() != table.rows().size()) {
      findings.add(
          "LEROBOT-EPISODE-COUNT",
          LeRobotLayout.INFO,
          "total_episodes is %d where %d are described",
          info.episodes(),
          table.rows().size());
    }
    if (info.frames() != table.frames()) {
      findings.add(
          "LEROBOT-FRAME-COUNT",
          LeRobotLayout.INFO,
          "total_frames is %d where the episodes have %d",
          info.frames(),
          table.frames());
    }
  }

  private void ranges(EpisodeTable table) {
    long expected = 0;
    for (int index = 0; index < table.rows().size(); index++) {
      EpisodeTable.Row row = table.rows().get(index);
      if (row.index() != index
          || row.length() < 1
          || row.from() != expected
          || row.to() != expected + row.length()) {
        findings.add(
            "LEROBOT-EPISODE-RANGE",
            "episode " + index,
            "episode_index %d has rows [%d, %d) where its %d rows begin at %d",
            row.index(),
            row.from(),
            row.to(),
            row.length(),
            expected);
      }
      expected += Math.max(0, row.length());
    }
  }

  private void splits(Info info, EpisodeTable table) {
    boolean[] taken = new boolean[table.rows().size()];
    info.splits()
        .forEach(
            (split, range) -> {
              if (!takes(range, taken)) {
                findings.add(
                    "LEROBOT-SPLIT-RANGE",
                    LeRobotLayout.INFO,
                    "split %s has episodes %s of %d, or shares some",
                    split,
                    range,
                    taken.length);
              }
            });
  }

  private static boolean takes(String range, boolean[] taken) {
    if (!range.matches("\\d{1,9}:\\d{1,9}")) {
      return false;
    }
    int from = Integer.parseInt(range.substring(0, range.indexOf(':')));
    int to = Integer.parseInt(range.substring(range.indexOf(':') + 1));
    boolean free = from < to && to <= taken.length;
    for (int index = from; free && index < to; index++) {
      free = !taken[index];
      taken[index] = true;
    }
    return free;
  }

  private void statistics(Info info) throws IOException {
    Path file = root.resolve(LeRobotLayout.STATISTICS);
    if (!Files.exists(file)) {
      findings.add(
          "LEROBOT-STATISTICS-MISSING",
          LeRobotLayout.STATISTICS,
          "Cannot find the file; a reader would go on without normalisation");
      return;
    }
    JsonNode json = Info.json(file);
    for (String camera : info.cameras().keySet()) {
      statistics(json, camera);
    }
    info.widths().keySet().forEach(name -> statistics(json, name));
  }

  private void statistics(JsonNode json, String feature) {
    for (String measure : List.of("min", "max", "mean", "std", "count")) {
      if (json.has(feature) && json.get(feature).path(measure).isMissingNode()) {
        findings.add(
            "LEROBOT-STATISTICS-MISSING",
            LeRobotLayout.STATISTICS,
            "%s has no %s",
            feature,
            measure);
      }
    }
  }

  private long tasks(Info info) throws IOException {
    Path file = root.resolve(LeRobotLayout.TASKS);
    long count = 0;
    try (ParquetTableReader reader =
        new ParquetTableReader(Files.newByteChannel(file), LeRobotLayout.TASKS)) {
      JsonNode pandas = Info.json(reader.footer().getOrDefault(TasksFile.PANDAS, "null"));
      JsonNode index = pandas.path("index_columns");
      if (index.size() != 1 || reader.schema().indexOf(index.get(0).asText()).isEmpty()) {
        findings.add(
            "LEROBOT-TASK-INDEX",
            LeRobotLayout.TASKS,
            "the footer has no pandas entry that makes the task the index; samples would get wrong"
                + " tasks");
      }
      if (reader.schema().columns().get(reader.schema().require("task_index")).type()
          != ColumnType.INT64) {
        throw new IllegalArgumentException("Cannot read tasks: task_index is no int64");
      }
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        for (long number : batch.get().longs("task_index")) {
          if (number != count) {
            findings.add(
                "LEROBOT-TASK-INDEX", LeRobotLayout.TASKS, "row %d is task %d", count, number);
          }
          count++;
        }
      }
    }
    if (count != info.tasks()) {
      findings.add(
          "LEROBOT-TASK-COUNT",
          LeRobotLayout.INFO,
          "total_tasks is %d where there are %d",
          info.tasks(),
          count);
    }
    return count;
  }
}
