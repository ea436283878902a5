package net.neuralpro.connectors.media.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import net.neuralpro.connectors.media.telemetry.SensorMapping;
import net.neuralpro.connectors.media.telemetry.SensorUnits;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import net.neuralpro.schemas.recording.RecordingDeclaration.Sensor;
import net.neuralpro.schemas.recording.RecordingDeclaration.TimeUnit;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code recording.yaml}. All that is wrong is told at once, each with line and column.
 *
 * <p>Rules: RECORDING-YAML-SYNTAX (no YAML), RECORDING-YAML-VERSION, RECORDING-YAML-KEY (unknown or
 * twice), RECORDING-YAML-MISSING, RECORDING-YAML-TYPE (a text where a map is needed),
 * RECORDING-YAML-VALUE, RECORDING-YAML-FILE (a path that leaves the folder), RECORDING-YAML-COLUMN
 * and RECORDING-YAML-UNIT (not of the sensor's kind), RECORDING-YAML-CLOCK.
 */
public final class DeclarationReader {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 10;
  private static final int MAX_SENSORS = 64;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern CAMERA = Pattern.compile("[a-z][a-z0-9_]{0,31}");
  private static final Pattern NOTE = Pattern.compile("(?s).{1,1000}");
  private static final Pattern UNSAFE = Pattern.compile("(^|/)(\\.{0,2})(/|$)|[\\x00-\\x1f\\\\]");

  private final String source;
  private final List<Finding> findings = new ArrayList<>();

  private DeclarationReader(String source) {
    this.source = source;
  }

  /**
   * Reads a declaration.
   *
   * @param source names the file in findings
   * @throws RejectedInputException with everything that is wrong
   */
  public static RecordingDeclaration read(String source, InputStream in) throws IOException {
    DeclarationReader reader = new DeclarationReader(source);
    Node root = reader.compose(in.readNBytes(MAX_BYTES + 1));
    RecordingDeclaration declaration =
        reader.declaration(new DeclarationNode(source, "", root, reader.findings));
    if (!reader.findings.isEmpty()) {
      throw new RejectedInputException(reader.findings);
    }
    return declaration;
  }

  private Node compose(byte[] bytes) throws RejectedInputException {
    if (bytes.length > MAX_BYTES) {
      throw syntax(source, "it has more than 1 MiB");
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      Node node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (node == null) {
        throw syntax(source, "it is empty");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw syntax(source, "it is no text in UTF-8");
    } catch (MarkedYAMLException e) {
      throw syntax(
          e.getProblemMark() == null ? source : DeclarationNode.place(source, e.getProblemMark()),
          String.valueOf(e.getProblem()));
    } catch (YAMLException e) {
      throw syntax(source, String.valueOf(e.getMessage()));
    }
  }

  private static RejectedInputException syntax(String place, String reason) {
    return new RejectedInputException(
        Finding.error("RECORDING-YAML-SYNTAX", place, "Cannot read this as YAML: " + reason));
  }

  private RecordingDeclaration declaration(DeclarationNode root) {
    root.map(List.of("neural", "device", "licence", "consent", "clock", "video", "sensors"));
    root.require("neural")
        .ifPresent(
            version -> {
              if (!version.text().equals(Optional.of("1"))) {
                version.error("RECORDING-YAML-VERSION", "only version 1 is known");
              }
            });
    Optional<RecordingDeclaration.Clock> clock = root.get("clock").map(this::clock);
    Optional<RecordingDeclaration.Video> video = root.get("video").flatMap(this::video);
    root.get("clock").ifPresent(node -> requireTied(node, clock.orElseThrow(), video.isPresent()));
    return new RecordingDeclaration(
        root.get("device").map(DeclarationReader::device),
        root.get("licence")
            .flatMap(value -> value.value(Licence::new, "an SPDX expression such as CC-BY-4.0")),
        root.get("consent").flatMap(DeclarationReader::consent),
        clock,
        video,
        root.get("sensors").map(this::sensors).orElse(List.of()));
  }

  private static Device device(DeclarationNode node) {
    node.map(List.of("make", "model", "serial"));
    return new Device(
        node.get("make").flatMap(DeclarationNode::text),
        node.get("model").flatMap(DeclarationNode::text),
        node.get("serial").flatMap(DeclarationNode::text));
  }

  private static Optional<Consent> consent(DeclarationNode node) {
    node.map(List.of("publication", "computation", "note"));
    Optional<Consent.Publication> publication =
        node.require("publication").flatMap(value -> choice(value, Consent.Publication.values()));
    Optional<Consent.Computation> computation =
        node.require("computation").flatMap(value -> choice(value, Consent.Computation.values()));
    Optional<String> note =
        node.get("note").flatMap(value -> value.text(NOTE, "a text of 1 to 1000 letters"));
    return publication.isPresent() && computation.isPresent()
        ? Optional.of(new Consent(publication.get(), computation.get(), note.orElse("")))
        : Optional.empty();
  }

  private RecordingDeclaration.Clock clock(DeclarationNode node) {
    node.map(List.of("name", "utc_of_zero"));
    Optional<RecordingClock.Kind> kind =
        node.require("name").flatMap(name -> choice(name, RecordingClock.Kind.values()));
    Optional<Instant> zero =
        node.get("utc_of_zero")
            .flatMap(
                value ->
                    value.value(
                        text -> instant(text), "an instant such as \"2026-01-01T08:00:00Z\""));
    return new RecordingDeclaration.Clock(kind.orElse(RecordingClock.Kind.MEDIA), zero);
  }

  /** An instant whose nanoseconds since 1970 fit into 64 bits. */
  private static Instant instant(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant();
    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_001L);
    return instant;
  }

  private static void requireTied(
      DeclarationNode node, RecordingDeclaration.Clock clock, boolean hasVideo) {
    if (hasVideo && clock.name() == RecordingClock.Kind.BOOT) {
      node.error(
          "RECORDING-YAML-CLOCK", "times since the device's start cannot be tied to the video");
    }
    if (hasVideo && clock.name() == RecordingClock.Kind.UTC && clock.utcOfZero().isEmpty()) {
      node.error(
          "RECORDING-YAML-CLOCK", "it needs 'utc_of_zero', the instant at which the video begins");
    }
  }

  private Optional<RecordingDeclaration.Video> video(DeclarationNode node) {
    node.map(List.of("file", "camera"));
    Optional<String> camera =
        node.get("camera").flatMap(value -> value.text(CAMERA, "a lower-case name such as front"));
    return node.require("file")
        .flatMap(this::file)
        .map(file -> new RecordingDeclaration.Video(file, camera));
  }

  private Optional<String> file(DeclarationNode node) {
    Optional<String> path = node.text();
    if (path.isPresent() && UNSAFE.matcher(path.get()).find()) {
      node.error(
          "RECORDING-YAML-FILE", "'" + path.get() + "' is no relative path inside this folder");
      return Optional.empty();
    }
    return path;
  }

  private static <E extends Enum<E>> Optional<E> choice(DeclarationNode node, E[] values) {
    List<String> names =
        Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> text = node.text();
    if (text.isPresent() && !names.contains(text.get())) {
      node.error("RECORDING-YAML-VALUE", "'" + text.get() + "' is not one of " + names);
      return Optional.empty();
    }
    return text.map(name -> values[names.indexOf(name)]);
  }

  private List<Sensor> sensors(DeclarationNode node) {
    List<Sensor> sensors = new ArrayList<>();
    for (DeclarationNode element : node.list(MAX_SENSORS)) {
      sensor(element).ifPresent(sensors::add);
    }
    return sensors;
  }

  private Optional<Sensor> sensor(DeclarationNode node) {
    node.map(List.of("file", "name", "kind", "time", "columns", "unit", "units"));
    Optional<String> file = node.require("file").flatMap(this::file);
    Optional<String> name =
        node.get("name").flatMap(value -> value.text(NAME, "a lower-case name such as imu_left"));
    boolean isTable = node.get("kind").isPresent();
    if (!isTable) {
      for (String key : List.of("name", "time", "columns", "unit", "units")) {
        node.get(key)
            .ifPresent(value -> value.error("RECORDING-YAML-MISSING", "it needs 'kind' beside it"));
      }
      return file.map(
          path ->
              new Sensor(
                  path,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  new TreeMap<>(),
                  Optional.empty(),
                  new TreeMap<>()));
    }
    Optional<SensorKind> kind =
        node.require("kind").flatMap(value -> choice(value, SensorKind.values()));
    Optional<RecordingDeclaration.Time> time = node.require("time").flatMap(this::time);
    SortedMap<String, String> columns =
        node.require("columns").map(DeclarationNode::texts).orElse(new TreeMap<>());
    SortedMap<String, String> units =
        node.get("units").map(DeclarationNode::texts).orElse(new TreeMap<>());
    Optional<String> unit = node.get("unit").flatMap(DeclarationNode::text);
    kind.ifPresent(known -> requireColumns(node, known, columns, unit, units));
    return file.map(path -> new Sensor(path, name, kind, time, columns, unit, units));
  }

  private Optional<RecordingDeclaration.Time> time(DeclarationNode node) {
    node.map(List.of("column", "unit"));
    Optional<String> column = node.require("column").flatMap(DeclarationNode::text);
    Optional<TimeUnit> unit =
        node.require("unit").flatMap(value -> choice(value, TimeUnit.values()));
    return column.isPresent() && unit.isPresent()
        ? Optional.of(new RecordingDeclaration.Time(column.get(), unit.get()))
        : Optional.empty();
  }

  private static void requireColumns(
      DeclarationNode node,
      SensorKind kind,
      SortedMap<String, String> columns,
      Optional<String> unit,
      SortedMap<String, String> units) {
    node.get("columns")
        .ifPresent(
            place -> {
              for (String column : columns.keySet()) {
                if (!kind.columns().contains(column)) {
                  place
                      .entry(column)
                      .error(
                          "RECORDING-YAML-COLUMN",
                          kind + " has no column '" + column + "', but " + kind.columns());
                }
              }
              for (String column : SensorMapping.required(kind)) {
                if (!columns.containsKey(column)) {
                  place.error("RECORDING-YAML-COLUMN", kind + " needs column '" + column + "'");
                }
              }
            });
    node.get("unit").ifPresent(place -> requireUnit(place, kind, kind.columns(), unit));
    node.get("units")
        .ifPresent(
            place -> {
              for (String column : units.keySet()) {
                requireUnit(
                    place.entry(column),
                    kind,
                    List.of(column),
                    Optional.ofNullable(units.get(column)));
              }
            });
  }

  private static void requireUnit(
      DeclarationNode place, SensorKind kind, List<String> columns, Optional<String> unit) {
    for (String column : columns) {
      if (!kind.columns().contains(column)) {
        place.error(
            "RECORDING-YAML-COLUMN",
            kind + " has no column '" + column + "', but " + kind.columns());
      } else if (unit.isPresent() && SensorUnits.factor(kind, column, unit.get()).isEmpty()) {
        place.error(
            "RECORDING-YAML-UNIT",
            "'%s' is no unit of %s of %s; known are %s"
                .formatted(unit.get(), column, kind, SensorUnits.known(kind, column)));
        return;
      }
    }
  }
}
