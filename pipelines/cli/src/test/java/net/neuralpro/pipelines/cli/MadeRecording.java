package net.neuralpro.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import net.neuralpro.connectors.lake.arrow.ArrowFileReader;
import net.neuralpro.connectors.media.video.DecodedFrame;
import net.neuralpro.connectors.media.video.VideoDecoder;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.derivation.Derivation;
import net.neuralpro.schemas.derivation.Outcome;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.Values;
import net.neuralpro.transforms.operators.ContentSource;

/** What the operators made of one recording, out of the workspace. */
final class MadeRecording {
  private final BlockStore blocks;
  private final SortedMap<String, Cid> outputs = new TreeMap<>();
  private final Map<String, List<Row>> tables = new HashMap<>();

  /** A row of a table. */
  record Row(Batch batch, int index) {
    JsonNode value(String column) {
      Values values = batch.values(column);
      if (values instanceof Values.Doubles doubles) {
        return DoubleNode.valueOf(doubles.array()[index]);
      } else if (values instanceof Values.Longs longs) {
        return LongNode.valueOf(longs.array()[index]);
      } else if (values instanceof Values.Integers integers) {
        return IntNode.valueOf(integers.array()[index]);
      } else if (values instanceof Values.Flags flags) {
        return BooleanNode.valueOf(flags.array()[index]);
      }
      throw new IllegalArgumentException("Cannot compare column " + column);
    }
  }

  /** The recording that these derivations were made of. */
  MadeRecording(Workspace workspace, List<Cid> derivations) throws IOException {
    blocks = workspace.blocks();
    for (Cid cid : derivations) {
      Derivation derivation = DagJson.read(blocks.require(cid), Derivation.class);
      Outcome outcome = workspace.outcomes().find(cid).orElseThrow();
      if (outcome instanceof Outcome.Produced produced) {
        produced
            .outputs()
            .forEach((name, output) -> outputs.put(derivation.operator() + "/" + name, output));
      }
    }
  }

  /** The output of an operator, as {@code operator/output}, if it ran. */
  <T> Optional<T> read(String output, Class<T> type) throws IOException {
    Cid cid = outputs.get(output);
    return cid == null ? Optional.empty() : Optional.of(DagJson.read(blocks.require(cid), type));
  }

  /** The rows of a table that an operator made; none if it did not run. */
  List<Row> table(String output) throws IOException {
    List<Row> rows = tables.get(output);
    if (rows != null) {
      return rows;
    }
    rows = new ArrayList<>();
    Cid cid = outputs.get(output);
    if (cid != null) {
      try (TableReader reader = new ArrowFileReader(new ContentFiles(blocks).open(cid), output)) {
        for (Optional<Batch> next = reader.next(); next.isPresent(); next = reader.next()) {
          for (int index = 0; index < next.get().rows(); index++) {
            rows.add(new Row(next.get(), index));
          }
        }
      }
    }
    tables.put(output, rows);
    return rows;
  }

  /** The rows of a table that are of a clip. */
  List<Row> table(String output, int clip) throws IOException {
    return table(output).stream()
        .filter(row -> row.batch().integers("clip")[row.index()] == clip)
        .toList();
  }

  /** The name of the stream that stands for a kind of sensor: the first by name. */
  Optional<String> stream(SensorKind kind) throws IOException {
    return read("ingest/recording", RecordingDescription.class).orElseThrow().sensors().stream()
        .filter(sensor -> sensor.kind() == kind)
        .map(RecordingDescription.Sensor::stream)
        .min(Comparator.naturalOrder());
  }

  /** The CRC-32 of the luma of each picture of the grid video; none if there is no video. */
  List<Long> pictures() throws IOException {
    Cid video = outputs.get("examine/video");
    List<Long> digests = new ArrayList<>();
    if (video == null) {
      return digests;
    }
    try (VideoDecoder decoder =
        VideoDecoder.open(new ContentSource("video", new ContentFiles(blocks), video))) {
      for (Optional<DecodedFrame> next = decoder.next(); next.isPresent(); next = decoder.next()) {
        try (DecodedFrame frame = next.get()) {
          digests.add(luma(frame));
        }
      }
    }
    return digests;
  }

  private static long luma(DecodedFrame frame) {
    ByteBuffer plane = frame.bytes(0);
    byte[] row = new byte[frame.width()];
    CRC32 digest = new CRC32();
    for (int y = 0; y < frame.height(); y++) {
      plane.position(y * frame.stride(0));
      plane.get(row);
      digest.update(row);
    }
    return digest.getValue();
  }
}
