package net.neuralpro.connectors.media.telemetry.gpmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import net.neuralpro.connectors.media.CollectedSamples;
import net.neuralpro.connectors.media.CollectedSamples.Sample;
import org.junit.jupiter.api.Test;

class GpmfDialectsTest {
  private static final long SECOND = 1_000_000_000L;

  private final CollectedSamples samples = new CollectedSamples();
  private final GpmfReader reader = new GpmfReader("video.mp4", samples);

  private static byte[] device(int id, String name, PayloadBuilder... streams) {
    PayloadBuilder device = new PayloadBuilder().integer("DVID", id).text("DVNM", name);
    for (PayloadBuilder stream : streams) {
      device.nest("STRM", stream);
    }
    return new PayloadBuilder().nest("DEVC", device).bytes();
  }

  private static PayloadBuilder accelerations(int... values) {
    return new PayloadBuilder().text("SIUN", "m/s\u00b2").shorts("ACCL", 3, values);
  }

  private static PayloadBuilder stamped(long micros, String key, int... values) {
    return new PayloadBuilder().stamp(micros).shorts(key, key.equals("CORI") ? 4 : 3, values);
  }

  private List<Long> times(String stream) {
    return samples.stream(stream).stream().map(Sample::time).toList();
  }

  /** The first frame is the start of the first payload; samples reach to the next stamp. */
  @Test
  void spreadsStampedSamplesUpToTheNextStamp() throws IOException {
    reader.payload(
        5 * SECOND,
        SECOND,
        device(
            1, "A", stamped(900_000, "ACCL", new int[12]), stamped(1_000_000, "CORI", 1, 2, 3, 4)));
    reader.payload(6 * SECOND, SECOND, device(1, "A", stamped(1_700_000, "ACCL", new int[6])));
    reader.finish();

    long first = 5 * SECOND - 100_000_000;
    long step = 200_000_000;
    assertThat(times("accelerometer"))
        .containsExactly(
            first,
            first + step,
            first + 2 * step,
            first + 3 * step,
            first + 4 * step,
            first + 5 * step);
    assertThat(times("camera_orientation")).containsExactly(5 * SECOND);
  }

  @Test
  void distrustsStampsThatAreFarFromTheirPayload() throws IOException {
    reader.payload(0, SECOND, device(1, "A", stamped(0, "ACCL", new int[6])));
    reader.payload(SECOND, SECOND, device(1, "A", stamped(90_000_000, "ACCL", new int[6])));
    reader.payload(2 * SECOND, SECOND, device(1, "A", stamped(-1, "ACCL", new int[6])));
    reader.finish();

    assertThat(times("accelerometer"))
        .containsExactly(0L, SECOND / 2, SECOND, 3 * SECOND / 2, 2 * SECOND, 5 * SECOND / 2);
  }

  @Test
  void doesNotStretchTheFewSamplesOfALastPayload() throws IOException {
    reader.payload(0, SECOND, device(1, "A", accelerations(new int[30])));
    reader.payload(SECOND, SECOND, device(1, "A", accelerations(new int[6])));

    assertThat(times("accelerometer").get(11)).isEqualTo(SECOND + SECOND / 10);
  }

  @Test
  void readsFixesThatCarryTheirOwnTimeAndPrecision() throws IOException {
    ByteBuffer fix = ByteBuffer.allocate(32);
    fix.putInt(331_268_000).putInt(-1_173_273_000).putInt(5000).putInt(1500).putInt(160);
    fix.putInt(9000).putInt(3_600_500).putShort((short) 213).putShort((short) 3);
    PayloadBuilder stream =
        new PayloadBuilder()
            .text("TYPE", "lllllllSS")
            .integers("SCAL", 10_000_000, 10_000_000, 1000, 1000, 100, 1, 1000, 100, 1)
            .element("GPS9", '?', 32, 1, fix.array());

    reader.payload(2 * SECOND, SECOND, device(1, "HERO11", stream));

    assertThat(samples.findings()).isEmpty();
    assertThat(samples.stream("gnss_gps9").get(0).values())
        .containsExactly(new double[] {33.1268, -117.3273, 5, 1.5, 1.6, 3, 2.13}, within(1e-9));
    // 9000 days after 2000-01-01 are 2024-08-22
    assertThat(reader.utcOfZero())
        .hasValue(
            Instant.parse("2024-08-22T01:00:00.500Z").toEpochMilli() * 1_000_000 - 2 * SECOND);
  }

  @Test
  void believesTheTimeOfAFixOnly() throws IOException {
    int[] place = {1, 2, 3, 4, 5};
    reader.payload(0, SECOND, device(1, "A", gps5(0, "240101000000.000", place)));
    assertThat(reader.utcOfZero()).isEmpty();
    reader.payload(SECOND, SECOND, device(1, "A", gps5(3, "24010100000x.000", place)));
    assertThat(reader.utcOfZero()).isEmpty();
    reader.payload(2 * SECOND, SECOND, device(1, "A", gps5(2, "240101000002.000", place)));

    assertThat(reader.utcOfZero())
        .hasValue(Instant.parse("2024-01-01T00:00:00Z").toEpochMilli() * 1_000_000);
    assertThat(samples.stream("gnss").get(0).values()[5]).isZero();
  }

  private static PayloadBuilder gps5(int fix, String utc, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    for (int value : values) {
      bytes.putInt(value);
    }
    return new PayloadBuilder()
        .integer("GPSF", fix)
        .utc(utc)
        .integers("SCAL", 10_000_000, 10_000_000, 1000, 1000, 100)
        .element("GPS5", 'l', 20, 1, bytes.array());
  }

  @Test
  void convertsUnitsAndNamesStreamsOfFurtherDevices() throws IOException {
    reader.payload(0, SECOND, device(1, "Camera", accelerations(1, 2, 3)));
    reader.payload(
        0,
        SECOND,
        device(
            2,
            "Belt",
            new PayloadBuilder().text("SIUN", "g").text("ORIN", "XYZ").shorts("ACCL", 3, 1, 2, 3)));

    assertThat(samples.stream("accelerometer").get(0).values()).containsExactly(2, 3, 1);
    assertThat(samples.stream("accelerometer_2").get(0).values())
        .containsExactly(9.80665, 2 * 9.80665, 3 * 9.80665);
    assertThat(reader.device()).contains("Belt");
  }

  @Test
  void readsArraysInStructures() throws IOException {
    byte[] floats = ByteBuffer.allocate(12).putFloat(1).putFloat(2).putFloat(3).array();
    reader.payload(
        0,
        SECOND,
        device(
            1, "A", new PayloadBuilder().text("TYPE", "f[3]").element("GRAV", '?', 12, 1, floats)));

    assertThat(samples.stream("gravity").get(0).values()).containsExactly(1, 2, 3);
  }

  @Test
  void findsWhatContradictsItself() throws IOException {
    byte[] three = new byte[12];
    reader.payload(
        0,
        SECOND,
        device(
            1,
            "A",
            new PayloadBuilder().text("TYPE", "f[9999]").element("GRAV", '?', 12, 1, three)));
    reader.payload(
        0,
        SECOND,
        device(1, "A", new PayloadBuilder().text("TYPE", "ff").element("GRAV", '?', 12, 1, three)));
    reader.payload(0, SECOND, device(1, "A", new PayloadBuilder().text("GRAV", "abc")));
    reader.payload(
        0,
        SECOND,
        device(1, "A", new PayloadBuilder().integers("SCAL", 1, 2).shorts("GRAV", 3, 1, 2, 3)));
    reader.payload(0, SECOND, device(1, "A", new PayloadBuilder().shorts("CORI", 3, 1, 2, 3)));
    reader.payload(
        0,
        SECOND,
        device(1, "A", new PayloadBuilder().text("SIUN", "ft").shorts("ACCL", 3, 1, 2, 3)));
    reader.payload(
        0,
        SECOND,
        device(1, "A", new PayloadBuilder().text("ORIN", "XXY").shorts("ACCL", 3, 1, 2, 3)));
    reader.payload(
        0, SECOND, new PayloadBuilder().element("DEVC", '\0', 255, 65_535, new byte[4]).bytes());

    assertThat(samples.samples()).isZero();
    assertThat(samples.rules())
        .containsExactly(
            "GPMF-TYPE",
            "GPMF-SIZE",
            "GPMF-TYPE",
            "GPMF-SCALE",
            "GPMF-SENSOR",
            "GPMF-SENSOR",
            "GPMF-SENSOR",
            "GPMF-TRUNCATED");
    assertThat(samples.findings().get(7).evidence())
        .isEqualTo(
            "Cannot read this telemetry: DEVC declares 16711425 bytes where 4 are left; it is left"
                + " out");
  }
}
