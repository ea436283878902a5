package net.neuralpro.connectors.media.telemetry.gpmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.CollectedSamples.Sample;
import net.neuralpro.connectors.media.Damage;
import net.neuralpro.connectors.media.SharedRecordings;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.RejectedInputException;
import org.junit.jupiter.api.Test;

class GpmfReaderTest {
  private static final long SECOND = 1_000_000_000L;

  private static CollectedSamples raw(String name) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    try (var in = Files.newInputStream(SharedRecordings.path("sensors/gpmf-raw/" + name))) {
      GpmfRawFile.read(name, in, samples);
    }
    return samples;
  }

  @Test
  void readsTheSensorsOfAHero5() throws IOException {
    CollectedSamples samples = raw("hero5.raw");

    assertThat(samples.stream("accelerometer")).hasSize(199);
    assertThat(samples.stream("gyroscope")).hasSize(399);
    Sample fix = samples.stream("gnss").get(0);
    assertThat(samples.stream("gnss")).hasSize(18);
    assertThat(fix.kind()).isEqualTo(SensorKind.GNSS);
    assertThat(fix.values())
        .containsExactly(
            new double[] {33.1264969, -117.3273542, -20.184, 0.167, 0.19, 3, 6.06}, within(1e-9));
    assertThat(samples.rules()).containsExactly("GPMF-NO-CLOCK", "GPMF-UNREAD");
  }

  /** A HERO5 writes z, x, y: 4084/418 m/s² along z is gravity. */
  @Test
  void ordersTheAxesOfCamerasThatDoNotDeclareThem() throws IOException {
    Sample first = raw("hero5.raw").stream("accelerometer").get(0);

    assertThat(first.values())
        .containsExactly(new double[] {-76 / 418.0, 387 / 418.0, 4084 / 418.0}, within(1e-12));
  }

  /** ORIN YxZ: the values are y, −x, z, as MTRX with ORIO ZXY says too. */
  @Test
  void ordersTheAxesAsTheyAreDeclared() throws IOException {
    Sample first = raw("hero7.raw").stream("accelerometer").get(0);

    assertThat(first.values())
        .containsExactly(new double[] {-343 / 418.0, -3427 / 418.0, 1631 / 418.0}, within(1e-12));
  }

  @Test
  void spreadsTheSamplesOfAPayloadOverItsTime() throws IOException {
    List<Sample> samples = raw("hero5.raw").stream("accelerometer");

    for (int index = 0; index < samples.size(); index++) {
      assertThat(samples.get(index).time()).isEqualTo(SECOND * index / 199);
    }
  }

  /** Values as exiftool -ee prints them of the video that the payload is from. */
  @Test
  void readsTheDroneOfAKarmaByItsOwnTimes() throws IOException {
    CollectedSamples samples = raw("karma.raw");

    List<Sample> positions = samples.stream("gnss");
    assertThat(positions).hasSize(4);
    assertThat(positions.get(0).values())
        .startsWith(
            new double[] {33.1253688, -117.3310668, 15.711, Math.hypot(0.88, -0.75)}, within(1e-9));
    assertThat(positions.get(0).values()[5]).isEqualTo(3);
    assertThat(samples.stream("gnss_raw")).hasSize(4);
    assertThat(samples.stream("attitude")).hasSize(4);
    assertThat(positions.get(1).time() - positions.get(0).time()).isEqualTo(252_000_000);
  }

  @Test
  void saysWhenAFileIsNoGpmf() {
    assertThatThrownBy(
            () ->
                GpmfRawFile.read(
                    "x.raw", new ByteArrayInputStream(new byte[100]), new CollectedSamples()))
        .isInstanceOf(RejectedInputException.class)
        .hasMessageContaining("GPMF-NONE")
        .hasMessageContaining("does not begin with DEVC");
  }

  @Test
  void refusesAPayloadThatIsTooLarge() throws IOException {
    CollectedSamples samples = new CollectedSamples();
    GpmfReader reader = new GpmfReader("video.mp4", samples);

    reader.payload(0, SECOND, new byte[GpmfReader.MAX_PAYLOAD + 1]);

    assertThat(samples.rules()).containsExactly("GPMF-SIZE");
    assertThat(samples.findings().get(0).place()).isEqualTo("video.mp4, payload 0, byte 0");
  }

  @Test
  void keepsTheOtherStreamsOfADamagedPayload() throws IOException {
    byte[] bytes = Files.readAllBytes(SharedRecordings.path("sensors/gpmf-raw/hero5.raw"));
    int scale = indexOf(bytes, "SCAL");
    bytes[scale + 8] = 0;
    bytes[scale + 9] = 0;
    CollectedSamples samples = new CollectedSamples();
    GpmfReader reader = new GpmfReader("video.mp4", samples);

    reader.payload(0, SECOND, bytes);
    reader.finish();

    assertThat(samples.stream("accelerometer")).isEmpty();
    assertThat(samples.stream("gyroscope")).hasSize(399);
    assertThat(samples.findings().get(0).toString())
        .startsWith("WARNING GPMF-SCALE at video.mp4, payload 0, byte ")
        .contains("SCAL divides by 0.0");
  }

  private static int indexOf(byte[] bytes, String key) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(key);
  }

  @Provide
  Arbitrary<byte[]> damaged() throws IOException {
    return Damage.of(Files.readAllBytes(SharedRecordings.path("sensors/gpmf-raw/karma.raw")));
  }

  /** Whatever happens to a payload is a finding, and no sample more than it has bytes comes out. */
  @Property(tries = 500)
  void survivesDamage(@ForAll("damaged") byte[] bytes) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    GpmfReader reader = new GpmfReader("x", samples);

    reader.payload(0, SECOND, bytes);
    reader.payload(SECOND, SECOND, bytes);
    reader.finish();

    assertThat(samples.samples()).isLessThanOrEqualTo(2L * bytes.length);
    assertThat(samples.findings()).hasSizeLessThan(50);
    assertThat(samples.rules()).allMatch(rule -> rule.startsWith("GPMF-"));
  }

  @Property(tries = 300)
  void survivesDamageToARawFile(@ForAll("damaged") byte[] bytes) throws IOException {
    CollectedSamples samples = new CollectedSamples();
    try {
      GpmfRawFile.read("x", new ByteArrayInputStream(bytes), samples);
    } catch (RejectedInputException e) {
      assertThat(e).hasMessageContaining("GPMF-NONE");
    }
    assertThat(samples.samples()).isLessThanOrEqualTo(bytes.length);
  }
}
