package net.neuralpro.connectors.media.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.Damage;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;

class GpxReaderTest {
  private static final double NONE = Double.NaN;

  private static CollectedSamples read(byte[] bytes) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    GpxReader.read("x.gpx", new ByteArrayInputStream(bytes), samples);
    return samples;
  }

  private static CollectedSamples read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String track(String points) {
    return "<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg>"
        + points
        + "</trkseg></trk></gpx>";
  }

  @Test
  void readsARealTrack() throws IOException {
    CollectedSamples samples =
        read(Files.readAllBytes(SharedRecordings.path("sensors/mapillary-sf_30km_h.gpx")));

    assertThat(samples.stream("gnss")).hasSize(49);
    assertThat(samples.stream("gnss").get(0).time()).isEqualTo(1_741_935_600_000_000_000L);
    assertThat(samples.stream("gnss").get(0).values())
        .containsExactly(37.793585, -122.461396, 94.75, NONE, NONE, 3, 99.99);
    assertThat(samples.findings()).isEmpty();
  }

  @Test
  void readsFixPrecisionAndSpeed() throws IOException {
    CollectedSamples samples =
        read(
            track(
                "<trkpt lat=\"1\" lon=\"2\"><ele>3</ele><time>1970-01-01T01:00:00.25+01:00</time>"
                    + "<fix>2d</fix><hdop>1.5</hdop><extensions><x:speed xmlns:x=\"y\">4.5</x:speed>"
                    + "</extensions></trkpt>"));

    assertThat(samples.stream("gnss").get(0).time()).isEqualTo(250_000_000);
    assertThat(samples.stream("gnss").get(0).values()).containsExactly(1, 2, 3, 4.5, NONE, 2, 1.5);
  }

  @Test
  void leavesOutPointsWithoutTimeAndSaysSo() throws IOException {
    CollectedSamples samples =
        read(
            track(
                "<trkpt lat=\"1\" lon=\"2\"/>\n<trkpt lat=\"1\" lon=\"a\"><time>1970-01-01T00:00:00Z"
                    + "</time></trkpt>"));

    assertThat(samples.samples()).isZero();
    assertThat(samples.rules()).containsExactly("GPX-POINT", "GPX-POINT", "GPX-EMPTY");
    assertThat(samples.findings().get(1).toString())
        .contains("x.gpx, line 2")
        .contains("lon is 'a', no number");
  }

  @Test
  void refusesDocumentTypesAndTheirEntities() {
    String text =
        "<!DOCTYPE gpx [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>"
            + track("<trkpt lat=\"1\" lon=\"2\"><ele>&a;</ele></trkpt>");

    assertThatThrownBy(() -> read(text))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("GPX-");
  }

  @Test
  void refusesEndlessNestingAndAttributes() {
    assertThatThrownBy(() -> read("<gpx>" + "<a>".repeat(100)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("nested more than 64 deep");
    assertThatThrownBy(() -> read("<gpx a='" + "b".repeat(4 << 20)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("GPX-XML");
  }

  @Test
  void rejectsAnotherRoot() {
    assertThatThrownBy(() -> read("<kml/>"))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("its root is kml, not gpx");
  }

  @Provide
  Arbitrary<byte[]> damaged() throws IOException {
    return Damage.of(Files.readAllBytes(SharedRecordings.path("sensors/mapillary-sf_30km_h.gpx")));
  }

  @Property(tries = 300)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    try {
      assertThat(read(bytes).samples()).isLessThanOrEqualTo(49);
    } catch (RejectedInputException e) {
      assertThat(e.findings()).allMatch(finding -> finding.rule().family().equals("GPX"));
    }
  }
}
