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

class DjiSubtitleReaderTest {
  private static final double NONE = Double.NaN;

  private static CollectedSamples read(byte[] bytes) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    DjiSubtitleReader.read("x.srt", new ByteArrayInputStream(bytes), samples);
    return samples;
  }

  private static CollectedSamples shared(String name) throws IOException {
    return read(Files.readAllBytes(SharedRecordings.path("sensors/dji-srt/" + name)));
  }

  private static CollectedSamples cue(String text) throws IOException {
    return read(
        ("1\n00:00:01,500 --> 00:00:02,000\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsACueForEachFrame() throws IOException {
    CollectedSamples samples = shared("air2s.srt");

    assertThat(samples.stream("gnss")).hasSize(17);
    assertThat(samples.stream("gnss").get(1).time()).isEqualTo(33_000_000);
    assertThat(samples.stream("gnss").get(1).values())
        .containsExactly(41.424725, 2.234147, 117, NONE, NONE, 3, 99.99);
    assertThat(samples.findings()).isEmpty();
    assertThat(shared("mavic_air2.srt").stream("gnss")).hasSize(25);
  }

  @Test
  void readsACueForEachSecond() throws IOException {
    CollectedSamples samples = shared("matrice_300.srt");

    assertThat(samples.stream("gnss")).hasSize(381);
    assertThat(samples.stream("gnss").get(0).values())
        .containsExactly(36.6146, -6.1120, 0, NONE, NONE, 3, 99.99);
  }

  @Test
  void readsLongitudeFirstWhereSatellitesAreLast() throws IOException {
    CollectedSamples samples =
        cue("GPS (149.0251, -20.2532, 16), D 3.1m, H 1.9m, H.S 3.00m/s, V.S 4.00m/s");

    assertThat(samples.stream("gnss").get(0).time()).isEqualTo(1_500_000_000);
    assertThat(samples.stream("gnss").get(0).values())
        .containsExactly(-20.2532, 149.0251, NONE, 3, 5, 3, 99.99);
  }

  @Test
  void readsTheMisspelledDialect() throws IOException {
    assertThat(
            cue("[latitude : 1.5] [longtitude : 2.5] [rel_alt: 1.3 abs_alt: 117.5]").stream("gnss")
                .get(0)
                .values())
        .startsWith(1.5, 2.5, 117.5);
  }

  @Test
  void takesZeroZeroForNoFix() throws IOException {
    assertThat(cue("[latitude: 0.0] [longitude: 0.0]").stream("gnss").get(0).values()[5])
        .isEqualTo(0);
  }

  @Test
  void saysWhichCuesHaveNoPlace() throws IOException {
    CollectedSamples samples = cue("Hello");

    assertThat(samples.rules()).containsExactly("SRT-NO-PLACE", "SRT-NO-TELEMETRY");
    assertThat(samples.findings().get(0).place()).isEqualTo("x.srt, cue 1");
  }

  @Test
  void rejectsWhatIsNoSubtitleFile() {
    assertThatThrownBy(() -> read("nothing".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SRT-NONE");
  }

  @Test
  void rejectsALineWithoutEnd() {
    byte[] line = "x".repeat(9000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("SRT-LINE at x.srt, line 1")
        .hasMessageContaining("more than 8192 bytes");
  }

  @Provide
  Arbitrary<byte[]> damaged() throws IOException {
    return Damage.of(Files.readAllBytes(SharedRecordings.path("sensors/dji-srt/mavic_air2.srt")));
  }

  @Property(tries = 300)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    try {
      assertThat(read(bytes).samples()).isLessThanOrEqualTo(25);
    } catch (RejectedInputException e) {
      assertThat(e.findings()).allMatch(finding -> finding.rule().family().equals("SRT"));
    }
  }
}
