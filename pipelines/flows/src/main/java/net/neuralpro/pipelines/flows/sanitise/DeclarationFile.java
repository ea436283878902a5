package net.neuralpro.pipelines.flows.sanitise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.media.telemetry.SensorUnits;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.time.Nanos;

/** Writes the {@code recording.yaml} of a sanitised recording. */
final class DeclarationFile {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));

  private DeclarationFile() {}

  /**
   * Writes the declaration.
   *
   * @param start what is now zero on the clock
   * @param video the name of the video's file, if there is one
   */
  static void write(
      Path folder,
      RecordingDescription description,
      long start,
      Optional<String> video,
      List<SensorLogs.Log> logs)
      throws IOException {
    ObjectNode root = YAML.createObjectNode().put("neural", RecordingDeclaration.VERSION);
    description.device().ifPresent(device -> device(root, device));
    description.licence().ifPresent(licence -> root.put("licence", licence.expression()));
    description.consent().ifPresent(consent -> consent(root, consent));
    ObjectNode clock = root.putObject("clock").put("name", "media");
    description
        .clock()
        .utcOfZero()
        .ifPresent(zero -> clock.put("utc_of_zero", instant(zero + start).toString()));
    video.ifPresent(
        file ->
            root.putObject("video")
                .put("file", file)
                .put("camera", description.videos().get(0).camera()));
    ArrayNode sensors = root.putArray("sensors");
    logs.forEach(log -> sensor(sensors.addObject(), log));
    Files.write(folder.resolve(RecordingDeclaration.FILE_NAME), YAML.writeValueAsBytes(root));
  }

  private static void device(ObjectNode root, Device device) {
    ObjectNode node = root.putObject("device");
    device.make().ifPresent(make -> node.put("make", make));
    device.model().ifPresent(model -> node.put("model", model));
    device.serial().ifPresent(serial -> node.put("serial", serial));
  }

  private static void consent(ObjectNode root, Consent consent) {
    ObjectNode node =
        root.putObject("consent")
            .put("publication", consent.publication().toString())
            .put("computation", consent.computation().toString());
    if (!consent.note().isEmpty()) {
      node.put("note", consent.note());
    }
  }

  private static void sensor(ObjectNode node, SensorLogs.Log log) {
    node.put("file", log.file()).put("name", log.stream()).put("kind", log.kind().toString());
    node.putObject("time").put("column", SensorLogs.TIME).put("unit", "ns");
    ObjectNode columns = node.putObject("columns");
    log.columns().forEach(column -> columns.put(column, column));
    if (log.kind().unit().isEmpty()) {
      ObjectNode units = node.putObject("units");
      log.columns().forEach(column -> units.put(column, SensorUnits.target(log.kind(), column)));
    } else {
      node.put("unit", log.kind().unit());
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, Nanos.PER_SECOND), Math.floorMod(nanos, Nanos.PER_SECOND));
  }
}
