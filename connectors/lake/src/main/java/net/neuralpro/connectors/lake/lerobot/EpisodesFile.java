package net.neuralpro.connectors.lake.lerobot;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.neuralpro.connectors.lake.parquet.ParquetLayout;
import net.neuralpro.connectors.lake.parquet.ParquetRecords;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Writes a file that describes episodes: length, tasks and where rows and frames lie. */
public final class EpisodesFile {
  private EpisodesFile() {}

  /**
   * Writes the episodes file of this number to a stream, which is closed.
   *
   * @throws IllegalArgumentException if the plan has no such file
   */
  public static void write(DatasetPlan plan, FileNumber number, OutputStream out)
      throws IOException {
    List<PlacedEpisode> episodes = plan.metaFiles().get(number);
    if (episodes == null) {
      throw new IllegalArgumentException("Cannot find episodes file " + number + " in the plan");
    }
    LeRobotLayout layout = plan.layout();
    try (ParquetRecords<PlacedEpisode> records =
        new ParquetRecords<>(
            out,
            type(layout),
            ParquetLayout.RANDOM_ACCESS,
            new TreeMap<>(),
            (episode, consumer) -> new Row(consumer).write(layout, episode))) {
      for (PlacedEpisode episode : episodes) {
        records.write(episode);
      }
    }
  }

  private static MessageType type(LeRobotLayout layout) {
    List<Type> fields = new ArrayList<>();
    fields.add(integer("episode_index"));
    fields.add(
        Types.requiredGroup()
            .as(LogicalTypeAnnotation.listType())
            .addField(
                Types.repeatedGroup()
                    .addField(
                        Types.required(BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named("element"))
                    .named("list"))
            .named("tasks"));
    fields.add(integer("length"));
    fields.add(integer("data/chunk_index"));
    fields.add(integer("data/file_index"));
    fields.add(integer("dataset_from_index"));
    fields.add(integer("dataset_to_index"));
    for (Camera camera : layout.cameras()) {
      String prefix = "videos/" + camera.key() + "/";
      fields.add(integer(prefix + "chunk_index"));
      fields.add(integer(prefix + "file_index"));
      fields.add(Types.required(DOUBLE).named(prefix + "from_timestamp"));
      fields.add(Types.required(DOUBLE).named(prefix + "to_timestamp"));
    }
    fields.add(integer("meta/episodes/chunk_index"));
    fields.add(integer("meta/episodes/file_index"));
    return new MessageType("schema", fields);
  }

  private static Type integer(String name) {
    return Types.required(INT64).named(name);
  }

  /** Gives the fields of one episode in the order of the type. */
  private static final class Row {
    private final RecordConsumer consumer;
    private int field;

    Row(RecordConsumer consumer) {
      this.consumer = consumer;
    }

    void write(LeRobotLayout layout, PlacedEpisode episode) {
      integer("episode_index", episode.index());
      tasks(episode.episode().task());
      integer("length", episode.length());
      file("data/", episode.data());
      integer("dataset_from_index", episode.firstRow());
      integer("dataset_to_index", episode.endRow());
      for (Camera camera : layout.cameras()) {
        String prefix = "videos/" + camera.key() + "/";
        VideoPlace place = place(episode, camera);
        file(prefix, place.file());
        decimal(prefix + "from_timestamp", layout.seconds(place.firstFrame()));
        decimal(prefix + "to_timestamp", layout.seconds(place.firstFrame() + episode.length()));
      }
      file("meta/episodes/", episode.meta());
    }

    private static VideoPlace place(PlacedEpisode episode, Camera camera) {
      VideoPlace place = episode.videos().get(camera.key());
      if (place == null) {
        throw new IllegalArgumentException(
            "Cannot find camera %s of episode %d".formatted(camera.key(), episode.index()));
      }
      return place;
    }

    private void file(String prefix, FileNumber number) {
      integer(prefix + "chunk_index", number.chunk());
      integer(prefix + "file_index", number.file());
    }

    private void integer(String name, long value) {
      consumer.startField(name, field);
      consumer.addLong(value);
      consumer.endField(name, field);
      field++;
    }

    private void decimal(String name, double value) {
      consumer.startField(name, field);
      consumer.addDouble(value);
      consumer.endField(name, field);
      field++;
    }

    private void tasks(String task) {
      consumer.startField("tasks", field);
      consumer.startGroup();
      consumer.startField("list", 0);
      consumer.startGroup();
      consumer.startField("element", 0);
      consumer.addBinary(Binary.fromString(task));
      consumer.endField("element", 0);
      consumer.endGroup();
      consumer.endField("list", 0);
      consumer.endGroup();
      consumer.endField("tasks", field);
      field++;
    }
  }
}
