package net.neuralpro.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.pipelines.flows.curate.Lineage;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.clip.Event;
import net.neuralpro.schemas.clip.Events;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.dataset.ClipLine;
import net.neuralpro.schemas.dataset.Splits;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.ColumnType;

/**
 * What foreign readers must find in a dataset of recipe {@code driving}: made of what operators
 * made of each recording. Of the dataset itself only the lineage is read, which says which clips it
 * has.
 */
final class ExpectedDataset {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RATE = 10;
  private static final String CAMERA = "observation.images.front";
  private static final List<String> STATE =
      List.of("speed_mps", "acceleration_mps2", "yaw_rate_radps", "curvature_1pm");
  private static final List<String> ACTION = List.of("acceleration_mps2", "curvature_1pm");
  private static final List<SensorKind> SENSORS =
      List.of(
          SensorKind.ACCELEROMETER,
          SensorKind.GYROSCOPE,
          SensorKind.GNSS,
          SensorKind.WHEEL_SPEED,
          SensorKind.ORIENTATION,
          SensorKind.POSITION,
          SensorKind.VELOCITY);
  private static final List<String> MAY_BE_ABSENT = List.of("altitude", "speed_2d", "speed_3d");

  private final Workspace workspace;
  private final Map<Cid, MadeRecording> recordings = new HashMap<>();
  private final Map<Cid, List<Long>> pictures = new HashMap<>();
  private final SortedMap<Cid, String> splits;

  private final ObjectNode expected = JSON.createObjectNode();

  private ExpectedDataset(Path dataset, Workspace workspace) throws IOException {
    this.workspace = workspace;
    splits =
        DagJson.read(Files.readAllBytes(dataset.resolve(Lineage.SPLITS)), Splits.class)
            .byRecording();
    expected.putArray("buckets");
    expected.putArray("tables");
  }

  /** The file that {@code read_with_lerobot.py} and {@code read_with_tables.py} are given. */
  static byte[] of(Path dataset, Workspace workspace) throws IOException {
    ExpectedDataset all = new ExpectedDataset(dataset, workspace);
    SortedMap<String, List<ClipLine>> buckets = new TreeMap<>();
    for (String line : Files.readAllLines(dataset.resolve(Lineage.CLIPS))) {
      ClipLine clip = DagJson.read(line.getBytes(StandardCharsets.UTF_8), ClipLine.class);
      buckets.computeIfAbsent(clip.bucket(), name -> new ArrayList<>()).add(clip);
    }
    for (Map.Entry<String, List<ClipLine>> bucket : buckets.entrySet()) {
      all.bucket(bucket.getKey(), bucket.getValue());
    }
    return JSON.writeValueAsBytes(all.expected);
  }

  /** A clip with its rows of each table. */
  private record Rows(
      ClipLine line,
      Clip clip,
      MadeRecording made,
      List<MadeRecording.Row> grid,
      List<MadeRecording.Row> timeline,
      List<MadeRecording.Row> labels) {
    JsonNode label(String name, int row) {
      return labels.get(row).value(name);
    }

    JsonNode sensor(SensorKind kind, String suffix, int row, ColumnType type) throws IOException {
      String stream = made.stream(kind).orElse("");
      if (!stream.isEmpty()) {
        return timeline.get(row).value(stream + "_" + suffix);
      }
      return type == ColumnType.BOOLEAN
          ? JSON.getNodeFactory().booleanNode(false)
          : JSON.getNodeFactory().numberNode(0);
    }
  }

  private MadeRecording made(ClipLine line) throws IOException {
    MadeRecording made = recordings.get(line.recording());
    if (made == null) {
      made = new MadeRecording(workspace, line.derivations());
      recordings.put(line.recording(), made);
      pictures.put(line.recording(), made.pictures());
    }
    return made;
  }

  private Rows rows(ClipLine line) throws IOException {
    MadeRecording made = made(line);
    Clip clip = made.read("segment/clips", Clips.class).orElseThrow().clips().get(line.clip());
    List<MadeRecording.Row> grid = new ArrayList<>(made.table("examine/grid"));
    grid.addAll(made.table("grid-times/grid"));
    return new Rows(
        line,
        clip,
        made,
        grid.subList((int) clip.firstRow(), (int) clip.endRow()),
        made.table("align/timeline", line.clip()),
        made.table("label/labels", line.clip()));
  }

  private void bucket(String name, List<ClipLine> clips) throws IOException {
    ObjectNode bucket = expected.withArray("buckets").addObject();
    bucket.put("root", name).put("fps", RATE);
    ArrayNode episodes = bucket.putArray("episodes");
    ArrayNode samples = bucket.putArray("samples");
    SortedMap<String, int[]> ranges = new TreeMap<>();
    Table frames = new Table(name + "/data/chunk-000/file-000.parquet", "frames-" + name);
    Table streams = new Table("streams/" + name + "/chunk-000/file-000.parquet", "streams-" + name);
    Table scores = new Table(name + "/clips/clips.parquet", "clips-" + name);
    Table events = new Table(name + "/clips/events.parquet", "events-" + name);
    ArrayNode digests = JSON.createArrayNode();
    int index = 0;
    for (ClipLine line : clips) {
      Rows rows = rows(line);
      episodes.addObject().put("task", "Drive.").put("length", rows.clip().rows());
      int[] range =
          ranges.computeIfAbsent(
              splits.get(line.recording()), split -> new int[] {line.episode(), 0});
      range[1] = line.episode() + 1;
      for (int row = 0; row < rows.clip().rows(); row++) {
        ObjectNode features = features(rows, row);
        samples.addObject().put("index", index).set("values", features);
        ObjectNode frame = frames.row();
        frame.setAll(features);
        frame.put("timestamp", (float) (row / (double) RATE)).put("frame_index", row);
        frame.put("episode_index", line.episode()).put("index", index).put("task_index", 0);
        streams(streams.row(), rows, row);
        index++;
      }
      List<Long> all = pictures.get(line.recording());
      if (!all.isEmpty()) {
        all.subList((int) rows.clip().firstRow(), (int) rows.clip().endRow()).forEach(digests::add);
      }
      scores(scores, rows);
      events(events, rows);
    }
    bucket.put("rows", index);
    ObjectNode splitRanges = bucket.putObject("splits");
    ranges.forEach((split, range) -> splitRanges.put(split, range[0] + ":" + range[1]));
    if (!digests.isEmpty()) {
      int[] size = Arrays.stream(name.split("x")).mapToInt(Integer::parseInt).toArray();
      ObjectNode camera = bucket.putObject("pictures").putObject(CAMERA);
      camera.putArray("shape").add(3).add(size[1]).add(size[0]);
      camera.set("crc32", digests);
    }
    frames.end();
    scores.end();
    events.end("episode_index", "type", "start_ns", "end_ns");
    ObjectNode arrow = streams.end().deepCopy();
    arrow.put("path", arrow.get("path").textValue().replace(".parquet", ".arrow"));
    arrow.remove("recordSet");
    expected.withArray("tables").add(arrow);
  }

  /** A table to compare. */
  private final class Table {
    private final ObjectNode table = expected.withArray("tables").addObject();

    Table(String path, String recordSet) {
      table.put("path", path).put("rows", 0).put("recordSet", recordSet);
      table.putArray("columns");
      table.putArray("samples");
    }

    ObjectNode row() {
      int row = table.get("rows").intValue();
      table.put("rows", row + 1);
      return table.withArray("samples").addObject().put("row", row).putObject("values");
    }

    /** Ends the table; its columns are these, or those of its rows. */
    ObjectNode end(String... names) {
      ArrayNode columns = table.withArray("columns");
      Arrays.stream(names).forEach(columns::add);
      if (columns.isEmpty()) {
        table.get("samples").get(0).get("values").fieldNames().forEachRemaining(columns::add);
      }
      return table;
    }
  }

  private static ObjectNode features(Rows rows, int row) throws IOException {
    ObjectNode values = JSON.createObjectNode();
    values.set("capture_time_ns", rows.grid().get(row).value("time_ns"));
    labels(values, "observation.state", STATE, rows, row);
    labels(values, "action", ACTION, rows, row);
    for (SensorKind kind : SENSORS) {
      ArrayNode vector = JSON.createArrayNode();
      ArrayNode mask = JSON.createArrayNode();
      for (String column : kind.columns()) {
        boolean own = kind == SensorKind.GNSS && MAY_BE_ABSENT.contains(column);
        vector.add(rows.sensor(kind, column, row, ColumnType.FLOAT64));
        mask.add(rows.sensor(kind, own ? column + "_valid" : "valid", row, ColumnType.BOOLEAN));
      }
      String name = "observation." + kind;
      values.set(name, vector.size() == 1 ? vector.get(0) : vector);
      values.set(name + "_valid", kind == SensorKind.GNSS ? mask : mask.get(0));
    }
    return values;
  }

  private static void labels(
      ObjectNode values, String name, List<String> labels, Rows rows, int row) {
    ArrayNode vector = values.putArray(name);
    ArrayNode mask = values.putArray(name + "_valid");
    for (String label : labels) {
      vector.add(rows.label(label, row));
      mask.add(rows.label(label + "_valid", row));
    }
  }

  private static void streams(ObjectNode values, Rows rows, int row) throws IOException {
    values.put("episode_index", rows.line().episode()).put("frame_index", row);
    values.set("capture_time_ns", rows.grid().get(row).value("time_ns"));
    for (String label : STATE) {
      values.set(label, rows.label(label, row));
      values.set(label + "_valid", rows.label(label + "_valid", row));
    }
    for (SensorKind kind : SENSORS) {
      for (String column : kind.columns()) {
        values.set(kind + "_" + column, rows.sensor(kind, column, row, ColumnType.FLOAT64));
      }
      values.set(kind + "_time_ns", rows.sensor(kind, "time_ns", row, ColumnType.INT64));
      values.set(kind + "_valid", rows.sensor(kind, "valid", row, ColumnType.BOOLEAN));
      values.set(kind + "_gap", rows.sensor(kind, "gap", row, ColumnType.BOOLEAN));
      for (String column : kind == SensorKind.GNSS ? MAY_BE_ABSENT : List.<String>of()) {
        String valid = column + "_valid";
        values.set(kind + "_" + valid, rows.sensor(kind, valid, row, ColumnType.BOOLEAN));
      }
    }
  }

  private void scores(Table table, Rows rows) throws IOException {
    ObjectNode values = table.row();
    values.put("episode_index", rows.line().episode());
    values.put("recording", rows.line().recording().toString());
    values.put("clip", rows.line().clip()).put("shot", rows.clip().shot());
    values.put("split", splits.get(rows.line().recording()));
    values.put("cluster", rows.line().recording() + "/" + rows.line().clip());
    values.put("rows", rows.clip().rows());
    values.put("start_ns", rows.clip().start()).put("end_ns", rows.clip().end());
    MadeRecording.Row score = rows.made().table("score/scores", rows.line().clip()).get(0);
    score.batch().schema().columns().stream()
        .filter(column -> column.type() == ColumnType.FLOAT64)
        .map(column -> column.name())
        .filter(name -> !name.endsWith("_coverage") || name.equals("sensor_coverage"))
        .forEach(name -> values.set(name, score.value(name)));
  }

  private static void events(Table table, Rows rows) throws IOException {
    for (Event event : rows.made().read("label/events", Events.class).orElseThrow().events()) {
      if (event.clip() == rows.line().clip()) {
        table
            .row()
            .put("episode_index", rows.line().episode())
            .put("type", event.type().toString())
            .put("start_ns", event.start())
            .put("end_ns", event.end());
      }
    }
  }
}
