package net.neuralpro.connectors.lake.lerobot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.neuralpro.connectors.lake.JsonFiles;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.Column;
import net.neuralpro.schemas.table.ColumnType;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.Values;

/** Writes {@code meta/stats.json}: statistics of every numeric feature, masks as 0 and 1. */
public final class StatisticsFile {
  private StatisticsFile() {}

  /**
   * The file's bytes; the rows are read twice.
   *
   * @param images statistics of the frames, by camera
   */
  public static byte[] bytes(
      DatasetPlan plan, EpisodeRows rows, Map<String, ImageStatistics> images) throws IOException {
    ObjectNode statistics = JsonFiles.MAPPER.createObjectNode();
    for (Camera camera : plan.layout().cameras()) {
      ImageStatistics image = images.get(camera.key());
      if (image == null) {
        throw new IllegalArgumentException("Cannot find the statistics of " + camera.key());
      }
      statistics.set(camera.key(), image(image));
    }
    List<Column> columns = plan.layout().dataSchema().columns();
    List<List<ElementStatistics>> elements = new ArrayList<>();
    for (Column column : columns) {
      List<ElementStatistics> ofColumn = new ArrayList<>();
      for (int element = 0; element < column.width(); element++) {
        ofColumn.add(new ElementStatistics());
      }
      elements.add(ofColumn);
    }
    pass(plan, rows, elements, ElementStatistics::see);
    pass(plan, rows, elements, ElementStatistics::seeAgain);
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).type() != ColumnType.TEXT) {
        statistics.set(columns.get(index).name(), feature(elements.get(index)));
      }
    }
    return JsonFiles.pretty(statistics);
  }

  private interface Visit {
    void see(ElementStatistics element, double value);
  }

  private static void pass(
      DatasetPlan plan, EpisodeRows rows, List<List<ElementStatistics>> elements, Visit visit)
      throws IOException {
    for (PlacedEpisode episode : plan.episodes()) {
      try (TableReader reader = new IndexedRows(plan.layout(), episode, rows.open(episode))) {
        for (Optional<Batch> batch = reader.next(); batch.isPresent(); batch = reader.next()) {
          for (int index = 0; index < elements.size(); index++) {
            visit(batch.get().values().get(index), elements.get(index), visit);
          }
        }
      }
    }
  }

  private static void visit(Values values, List<ElementStatistics> elements, Visit visit) {
    if (values instanceof Values.Texts) {
      return;
    }
    for (int index = 0; index < values.size(); index++) {
      visit.see(elements.get(index % elements.size()), number(values, index));
    }
  }

  private static double number(Values values, int index) {
    if (values instanceof Values.Longs longs) {
      return longs.array()[index];
    } else if (values instanceof Values.Integers integers) {
      return integers.array()[index];
    } else if (values instanceof Values.Doubles doubles) {
      return doubles.array()[index];
    } else if (values instanceof Values.Floats floats) {
      return floats.array()[index];
    } else if (values instanceof Values.Flags flags) {
      return flags.array()[index] ? 1 : 0;
    }
    throw new IllegalArgumentException("Cannot count texts");
  }

  private static ObjectNode feature(List<ElementStatistics> elements) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.set("min", list(elements, ElementStatistics::minimum));
    node.set("max", list(elements, ElementStatistics::maximum));
    node.set("mean", list(elements, ElementStatistics::mean));
    node.set("std", list(elements, ElementStatistics::deviation));
    node.putArray("count").add(elements.get(0).count());
    node.set("q01", list(elements, element -> element.quantile(0.01)));
    node.set("q10", list(elements, element -> element.quantile(0.1)));
    node.set("q50", list(elements, element -> element.quantile(0.5)));
    node.set("q90", list(elements, element -> element.quantile(0.9)));
    node.set("q99", list(elements, element -> element.quantile(0.99)));
    return node;
  }

  private static <T> ArrayNode list(List<T> values, ToDoubleFunction<T> measure) {
    ArrayNode node = JsonFiles.MAPPER.createArrayNode();
    values.forEach(value -> node.add(JsonFiles.decimal(measure.applyAsDouble(value))));
    return node;
  }

  private static ObjectNode image(ImageStatistics image) {
    ObjectNode node = JsonFiles.MAPPER.createObjectNode();
    node.set("min", channels(image, channel -> channel.minimum() / 255.0));
    node.set("max", channels(image, channel -> channel.maximum() / 255.0));
    node.set("mean", channels(image, ImageStatistics.Channel::mean));
    node.set("std", channels(image, ImageStatistics.Channel::deviation));
    node.putArray("count").add(image.frames());
    return node;
  }

  /** Shaped (3, 1, 1), so that it can be laid over frames of any size. */
  private static ArrayNode channels(
      ImageStatistics image, ToDoubleFunction<ImageStatistics.Channel> measure) {
    ArrayNode node = JsonFiles.MAPPER.createArrayNode();
    for (ImageStatistics.Channel channel : image.channels()) {
      node.addArray().addArray().add(JsonFiles.decimal(measure.applyAsDouble(channel)));
    }
    return node;
  }
}
