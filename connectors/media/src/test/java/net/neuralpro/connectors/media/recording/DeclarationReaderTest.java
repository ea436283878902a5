package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.neuralpro.connectors.media.Damage;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDeclaration;
import net.neuralpro.schemas.recording.RecordingDeclaration.TimeUnit;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationReaderTest {
  private static final String EXAMPLE =
      """
      neural: 1
      device: {make: Synthetic, model: Planned camera, serial: "S-0001"}
      licence: CC-BY-4.0
      consent: {publication: public, computation: any, note: Nobody is seen.}
      clock: {name: media, utc_of_zero: "2026-01-01T08:00:00Z"}
      video: {file: video.mp4, camera: front}
      sensors:
        - {file: imu.csv, kind: accelerometer, time: {column: time_ns, unit: ns}, columns: {x: ax, y: ay, z: az}, unit: m/s^2}
        - {file: gnss.csv, kind: gnss, time: {column: time_ns, unit: ns}, columns: {latitude: latitude, longitude: longitude, altitude: altitude, speed_2d: speed, fix: fix, precision: hdop}}
        - {file: track.gpx}
      """;

  private static RecordingDeclaration read(String text) throws IOException {
    return DeclarationReader.read(
        "recording.yaml", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Finding> findings(String text) {
    try {
      read(text);
      return List.of();
    } catch (RejectedInputException e) {
      return e.findings();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsADeclaration() throws IOException {
    RecordingDeclaration declaration = read(EXAMPLE);

    assertThat(declaration.device())
        .contains(
            new Device(
                Optional.of("Synthetic"), Optional.of("Planned camera"), Optional.of("S-0001")));
    assertThat(declaration.licence().orElseThrow().expression()).isEqualTo("CC-BY-4.0");
    assertThat(declaration.clock())
        .contains(
            new RecordingDeclaration.Clock(
                RecordingClock.Kind.MEDIA, Optional.of(Instant.parse("2026-01-01T08:00:00Z"))));
    assertThat(declaration.video())
        .contains(new RecordingDeclaration.Video("video.mp4", Optional.of("front")));
    assertThat(declaration.sensors()).hasSize(3);
    RecordingDeclaration.Sensor imu = declaration.sensors().get(0);
    assertThat(imu.kind()).contains(SensorKind.ACCELEROMETER);
    assertThat(imu.time()).contains(new RecordingDeclaration.Time("time_ns", TimeUnit.NS));
    assertThat(imu.columns()).containsEntry("x", "ax").hasSize(3);
    assertThat(imu.unit()).contains("m/s^2");
    assertThat(declaration.sensors().get(2).kind()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "neural: 1 | neural: 2 | RECORDING-YAML-VERSION | 1 | 9 | only version 1 is known",
        "make: Synthetic | maker: Synthetic | RECORDING-YAML-KEY | 2 | 10 | 'device.maker'",
        "CC-BY-4.0 | not one | RECORDING-YAML-VALUE | 3 | 10 | SPDX",
        "publication: public | publication: all | RECORDING-YAML-VALUE | 4 | 24 | one of [public, restricted, none]",
        "2026-01-01T08 | 2026-13-01T08 | RECORDING-YAML-VALUE | 5 | 35 | not an instant",
        "name: media | name: boot | RECORDING-YAML-CLOCK | 5 | 8 | cannot be tied to the video",
        "video.mp4 | ../video.mp4 | RECORDING-YAML-FILE | 6 | 15 | inside this folder",
        "camera: front | camera: Front 1 | RECORDING-YAML-VALUE | 6 | 34 | lower-case name",
        "kind: accelerometer | kind: thermometer | RECORDING-YAML-VALUE | 8 | 27 | thermometer",
        "'{column: time_ns, unit: ns}, columns: {x' | 'ns, columns: {x' | RECORDING-YAML-TYPE | 8 | 48 | a map",
        "y: ay | w: ay | RECORDING-YAML-COLUMN | 8 | 97 | accelerometer has no column 'w'",
        "m/s^2 | m/s | RECORDING-YAML-UNIT | 8 | 115 | known are [g, m/s2, m/s^2, m/s², mg]",
        "file: track.gpx | kind: gnss | RECORDING-YAML-MISSING | 10 | 5 | it needs 'file'"
      })
  void namesTheFieldWithLineAndColumn(
      String before, String after, String rule, int line, int column, String reason) {
    List<Finding> findings = findings(EXAMPLE.replaceFirst(Pattern.quote(before), after));

    assertThat(findings).isNotEmpty();
    assertThat(findings)
        .anySatisfy(
            finding -> {
              assertThat(finding.rule().value()).isEqualTo(rule);
              assertThat(finding.place())
                  .isEqualTo("recording.yaml, line " + line + ", column " + column);
              assertThat(finding.evidence()).startsWith("Cannot use '").contains(reason);
            });
  }

  @Test
  void tellsAllErrorsAtOnce() {
    assertThat(findings("neural: 3\nvideo: {}\nsensors: 5\n"))
        .extracting(finding -> finding.rule().value())
        .containsExactly("RECORDING-YAML-VERSION", "RECORDING-YAML-MISSING", "RECORDING-YAML-TYPE");
  }

  @Test
  void refusesWhatIsNoYamlOrAbusesIt() {
    assertThat(findings("")).hasSize(1);
    assertThat(findings("a: [b").get(0).toString())
        .contains("RECORDING-YAML-SYNTAX at recording.yaml, line");
    assertThat(findings("[".repeat(5000))).hasSize(1);
    assertThat(findings("a: &a [x]\nb: *a\n").get(0).rule().family()).isEqualTo("RECORDING");
    assertThatThrownBy(() -> read("x".repeat(2 << 20)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("more than 1 MiB");
  }

  /** The JSON Schema for people's editors knows the same keys and kinds as the reader. */
  @Test
  void hasASchemaOfTheSameForm() throws IOException {
    JsonNode schema;
    try (var in = RecordingDeclaration.class.getResourceAsStream("recording.schema.json")) {
      schema = new ObjectMapper().readTree(in);
    }
    List<String> top = new ArrayList<>();
    schema.get("properties").fieldNames().forEachRemaining(top::add);
    List<String> kinds = new ArrayList<>();
    schema.at("/$defs/sensor/properties/kind/enum").forEach(kind -> kinds.add(kind.asText()));

    assertThat(top)
        .containsExactly("neural", "device", "licence", "consent", "clock", "video", "sensors");
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(SensorKind.values()).map(SensorKind::toString).toList());
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Damage.of(EXAMPLE.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    try {
      DeclarationReader.read("x", new ByteArrayInputStream(bytes));
    } catch (RejectedInputException e) {
      assertThat(e.findings())
          .allMatch(finding -> finding.rule().value().startsWith("RECORDING-YAML-"));
    }
  }
}
