package net.neuralpro.connectors.lake.lerobot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.parquet.ParquetTableReader;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableSchema;
import net.neuralpro.schemas.table.Values;

/** Holds the rows of the data files against the episodes that describe them, in one pass. */
final class RowsCheck {
  /** How far the reference reader lets a time be from the one it looks for, in seconds. */
  static final double TOLERANCE = 1e-4;

  private final Path root;
  private final Info info;
  private final EpisodeTable table;
  private final long tasks;
  private final Findings findings;
  private final SortedMap<Double, Integer> otherRates = new TreeMap<>();
  private final Findings grid = new Findings();
  private long row;
  private int episode;
  private long firstRow;
  private double previous = Double.NEGATIVE_INFINITY;
  private boolean onGrid = true;

  RowsCheck(Path root, Info info, EpisodeTable table, long tasks, Findings findings) {
    this.root = root;
    this.info = info;
    this.table = table;
    this.tasks = tasks;
    this.findings = findings;
  }

  /** Checks all rows. True if their times follow the declared rate. */
  boolean check() throws IOException {
    SortedMap<FileNumber, Boolean> files = new TreeMap<>();
    table.rows().forEach(described -> files.put(described.data(), true));
    for (FileNumber number : files.keySet()) {
      file(number);
    }
    if (row != table.frames()) {
      findings.add(
          "LEROBOT-FRAME-COUNT", "data", "%d rows where episodes have %d", row, table.frames());
    }
    int other = otherRates.values().stream().mapToInt(Integer::intValue).sum();
    boolean otherRate = other * 2 > table.rows().size();
    if (otherRate) {
      findings.add(
          "LEROBOT-FRAME-RATE",
          LeRobotLayout.INFO,
          "fps is %d where the time stamps follow %.3f",
          info.framesPerSecond(),
          otherRates.firstKey());
    } else {
      grid.sorted()
          .forEach(
              found -> findings.add(found.rule().value(), found.place(), "%s", found.evidence()));
    }
    return onGrid && !otherRate;
  }

  private void file(FileNumber number) throws IOException {
    String place = LeRobotLayout.dataPath(number);
    try (ParquetTableReader reader =
        new ParquetTableReader(Files.newByteChannel(root.resolve(place)), place)) {
      if (!matches(reader.schema(), place)) {
        row += reader.rows();
        return;
      }
      for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
        rows(batch.get(), number, place);
        finite(batch.get(), place);
      }
    }
  }

  private boolean matches(TableSchema schema, String place) {
    boolean matches = true;
    for (Map.Entry<String, Integer> feature : info.widths().entrySet()) {
      int index = schema.indexOf(feature.getKey()).orElse(-1);
      if (index < 0 || schema.columns().get(index).width() != feature.getValue()) {
        matches = false;
        findings.add(
            "LEROBOT-FEATURE-MISMATCH",
            place,
            "no column %s of %d elements",
            feature.getKey(),
            feature.getValue());
      }
    }
    for (RowFeature feature : LeRobotLayout.DEFAULTS) {
      int index = schema.indexOf(feature.column().name()).orElse(-1);
      if (index < 0 || schema.columns().get(index).type() != feature.column().type()) {
        matches = false;
        findings.add(
            "LEROBOT-FEATURE-MISMATCH",
            place,
            "no column %s of %s",
            feature.column().name(),
            feature.column().type());
      }
    }
    return matches;
  }

  private void rows(Batch batch, FileNumber file, String place) {
    List<EpisodeTable.Row> episodes = table.rows();
    for (int index = 0; index < batch.rows(); index++) {
      while (episode < episodes.size() && row >= firstRow + episodes.get(episode).length()) {
        firstRow += Math.max(0, episodes.get(episode).length());
        episode++;
        previous = Double.NEGATIVE_INFINITY;
      }
      String where = place + " row " + row;
      if (episode == episodes.size()) {
        findings.add("LEROBOT-ROW-INDEX", where, "the row belongs to no episode");
        row++;
        continue;
      }
      indices(batch, index, where, episodes.get(episode).data().equals(file));
      time(batch.floats(LeRobotLayout.TIMESTAMP)[index], where);
      row++;
    }
  }

  private void indices(Batch batch, int index, String where, boolean inItsFile) {
    long frame = row - firstRow;
    if (batch.longs(LeRobotLayout.INDEX)[index] != row
        || batch.longs(LeRobotLayout.FRAME_INDEX)[index] != frame
        || batch.longs(LeRobotLayout.EPISODE_INDEX)[index] != episode
        || !inItsFile) {
      findings.add(
          "LEROBOT-ROW-INDEX",
          where,
          "index, frame_index and episode_index are %d, %d, %d where %d, %d, %d follow",
          batch.longs(LeRobotLayout.INDEX)[index],
          batch.longs(LeRobotLayout.FRAME_INDEX)[index],
          batch.longs(LeRobotLayout.EPISODE_INDEX)[index],
          row,
          frame,
          episode);
    }
    long task = batch.longs(LeRobotLayout.TASK_INDEX)[index];
    if (task < 0 || task >= tasks) {
      findings.add(
          "LEROBOT-TASK-RANGE", where, "task_index is %d where there are %d tasks", task, tasks);
    }
  }

  private void time(double seconds, String where) {
    long frame = row - firstRow;
    double expected = frame / (double) info.framesPerSecond();
    if (!(Math.abs(seconds - expected) <= TOLERANCE + expected * 1e-7)) {
      onGrid = false;
      if (seconds > previous) {
        grid.add(
            "LEROBOT-TIMESTAMP-GRID",
            where,
            "timestamp is %.6f s where frame %d is at %.6f s",
            seconds,
            frame,
            expected);
      }
      boolean last = row + 1 == firstRow + table.rows().get(episode).length();
      if (last && seconds > 0) {
        otherRates.merge(frame / seconds, 1, Integer::sum);
      }
    }
    if (!(seconds > previous)) {
      findings.add(
          "LEROBOT-TIMESTAMP-ORDER",
          where,
          "timestamp %.6f s does not follow %.6f s",
          seconds,
          previous);
    }
    previous = seconds;
  }

  private void finite(Batch batch, String place) {
    for (int index = 0; index < batch.values().size(); index++) {
      Column column = batch.schema().columns().get(index);
      Values values = batch.values().get(index);
      if (column.type() == ColumnType.FLOAT32 || column.type() == ColumnType.FLOAT64) {
        long bad = 0;
        for (int element = 0; element < values.size(); element++) {
          bad += isFinite(values, element) ? 0 : 1;
        }
        if (bad > 0) {
          findings.add(
              "LEROBOT-NOT-FINITE",
              place,
              "%d values of %s before row %d are not finite; 0 with a mask is needed",
              bad,
              column.name(),
              row);
        }
      }
    }
  }

  private static boolean isFinite(Values values, int element) {
    return values instanceof Values.Floats floats
        ? Float.isFinite(floats.array()[element])
        : Double.isFinite(((Values.Doubles) values).array()[element]);
  }
}
