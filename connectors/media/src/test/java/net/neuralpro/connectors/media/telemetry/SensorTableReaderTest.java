package net.neuralpro.connectors.media.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.Damage;
import net.neuralpro.schemas.recording.RecordingDeclaration.TimeUnit;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;

class SensorTableReaderTest {
  private static final SensorMapping SPEED = speed("t", TimeUnit.NS, "v", "m/s");

  private static SensorMapping speed(String time, TimeUnit timeUnit, String column, String unit) {
    SensorUnits.Factor factor =
        SensorUnits.factor(SensorKind.WHEEL_SPEED, "value", unit).orElseThrow();
    return new SensorMapping(
        "speed",
        SensorKind.WHEEL_SPEED,
        time,
        timeUnit,
        List.of(new SensorMapping.Column("value", column, factor)));
  }

  private static CollectedSamples read(String text, SensorMapping mapping) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), mapping);
  }

  private static CollectedSamples read(byte[] bytes, SensorMapping mapping) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    try (CsvTable table =
        new CsvTable("x.csv", new ByteArrayInputStream(bytes), mapping.sources())) {
      SensorTableReader.read("x.csv", table, mapping, samples);
    }
    return samples;
  }

  @Test
  void convertsTimesAndUnits() throws IOException {
    CollectedSamples samples =
        read(
            "# a comment\nother;time (s);speed [km/h]\na;1.000000001;36\nb;2;-18\n",
            speed("time (s)", TimeUnit.S, "speed [km/h]", "km/h"));

    assertThat(samples.stream("speed").get(0).time()).isEqualTo(1_000_000_001);
    assertThat(samples.stream("speed").get(0).values()).containsExactly(10);
    assertThat(samples.stream("speed").get(1).values()).containsExactly(-5);
    assertThat(samples.findings()).isEmpty();
  }

  @Property
  void readsBackEveryValueExactly(@ForAll @Size(max = 1200) List<Long> times, @ForAll double value)
      throws IOException {
    double finite = Double.isFinite(value) ? value : 0;
    StringBuilder text = new StringBuilder("t,v\r\n");
    List<Long> usable = times.stream().map(time -> time / 4).toList();
    usable.forEach(time -> text.append(time).append(',').append(finite).append("\r\n"));

    CollectedSamples samples = read(text.toString(), SPEED);

    assertThat(samples.stream("speed")).extracting(sample -> sample.time()).isEqualTo(usable);
    assertThat(samples.stream("speed")).allMatch(sample -> sample.values()[0] == finite);
  }

  @Test
  void convertsTheKnownUnits() {
    assertThat(SensorUnits.factor(SensorKind.ACCELEROMETER, "x", "g").orElseThrow().apply(1))
        .isEqualTo(9.80665);
    assertThat(SensorUnits.factor(SensorKind.GYROSCOPE, "x", "deg/s").orElseThrow().apply(180))
        .isCloseTo(Math.PI, within(1e-15));
    assertThat(SensorUnits.factor(SensorKind.GNSS, "speed_2d", "kn").orElseThrow().apply(3600))
        .isEqualTo(1852);
    assertThat(SensorUnits.factor(SensorKind.GNSS, "latitude", "m")).isEmpty();
  }

  @Test
  void leavesOutRowsThatAreNoNumbersAndSaysSo() throws IOException {
    CollectedSamples samples = read("t,v\n1,2\nx,3\n3,0x10\n4,\n", SPEED);

    assertThat(samples.stream("speed")).hasSize(2);
    assertThat(samples.stream("speed").get(1).values()).containsExactly(Double.NaN);
    assertThat(samples.findings().get(0).toString())
        .isEqualTo(
            "WARNING TABLE-NUMBER at x.csv, row 2: Column 't' holds 'x', which cannot be used; the"
                + " row is left out");
    assertThat(samples.findings().get(1).place()).isEqualTo("x.csv, row 3");
  }

  @Test
  void namesTheMissingColumn() {
    assertThatThrownBy(() -> read("t,w\n1,2\n", SPEED))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("CSV-HEADER at x.csv")
        .hasMessageContaining("it has no column 'v'; it has [t, w]");
  }

  @Test
  void namesTheLineThatIsCutOff() {
    assertThatThrownBy(() -> read("t,v\n1,2\n3", SPEED))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("CSV-ROW")
        .hasMessageContaining("line 3 has 1 values of 2; perhaps the file is cut off");
  }

  @Test
  void refusesAValueWithoutEnd() {
    assertThatThrownBy(() -> read("t,v\n1,\"" + "a\n".repeat(100_000), SPEED))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("CSV-MALFORMED")
        .hasMessageContaining("more than 65536 bytes");
  }

  @Test
  void refusesTooManyColumns() {
    assertThatThrownBy(() -> read("t,v" + ",a".repeat(2000) + "\n", SPEED))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("CSV-COLUMNS");
  }

  @Test
  void refusesAMappingThatLacksAColumn() {
    assertThatThrownBy(
            () -> new SensorMapping("imu", SensorKind.GYROSCOPE, "t", TimeUnit.NS, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot make gyroscope of []: it needs [x, y, z]");
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    StringBuilder text = new StringBuilder("t,\"v\"\n");
    for (int row = 0; row < 50; row++) {
      text.append(row).append(",\"").append(row / 7.0).append("\"\n");
    }
    return Damage.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 500)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    try {
      assertThat(read(bytes, SPEED).samples()).isLessThanOrEqualTo(60);
    } catch (RejectedInputException e) {
      assertThat(e.findings()).allMatch(finding -> finding.rule().family().equals("CSV"));
    }
  }
}
