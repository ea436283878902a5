package net.neuralpro.connectors.media.telemetry.gpmf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;

/**
 * Reads payloads that were taken out of their container and stand one after another in a file. With
 * the container their clock is lost: each is given one second.
 */
public final class GpmfRawFile {
  private static final long NOMINAL = 1_000_000_000L;
  private static final int DEVC = 0x44455643;
  private static final int DVID = 0x44564944;

  private GpmfRawFile() {}

  /**
   * Reads a file.
   *
   * @return the reader, finished, which knows the device
   * @throws RejectedInputException GPMF-NONE if it does not begin with a device
   */
  public static GpmfReader read(String place, InputStream in, SampleSink sink) throws IOException {
    GpmfReader reader = new GpmfReader(place, sink);
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    Set<Integer> devices = new HashSet<>();
    long count = 0;
    while (true) {
      byte[] header = in.readNBytes(GpmfElement.HEADER);
      boolean device =
          header.length == GpmfElement.HEADER && ByteBuffer.wrap(header).getInt(0) == DEVC;
      if (count == 0 && payload.size() == 0 && !device) {
        throw new RejectedInputException(
            Finding.error("GPMF-NONE", place, "Cannot read GPMF: it does not begin with DEVC"));
      }
      byte[] body = device ? in.readNBytes(length(header)) : header;
      boolean again = device && !devices.add(deviceId(body));
      boolean full = payload.size() + header.length + body.length > GpmfReader.MAX_PAYLOAD;
      if (payload.size() > 0 && (again || full || !device)) {
        reader.payload(count++ * NOMINAL, NOMINAL, payload.toByteArray());
        payload.reset();
        devices.clear();
        devices.add(deviceId(body));
      }
      if (!device) {
        tellRest(place, header, sink);
        break;
      }
      payload.write(header);
      payload.write(body);
    }
    sink.finding(
        Finding.notice(
            "GPMF-NO-CLOCK", place, "Payloads without their container are given a second each"));
    reader.finish();
    return reader;
  }

  private static void tellRest(String place, byte[] rest, SampleSink sink) throws IOException {
    for (byte value : rest) {
      if (value != 0) {
        sink.finding(
            Finding.warning(
                "GPMF-TRUNCATED",
                place,
                "What follows the last payload is no GPMF; it is left out"));
        return;
      }
    }
  }

  private static int length(byte[] header) {
    return (header[5] & 0xff) * (ByteBuffer.wrap(header).getShort(6) & 0xffff) + 3 & ~3;
  }

  private static int deviceId(byte[] body) {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    return body.length >= 12 && buffer.getInt(0) == DVID ? buffer.getInt(8) : 0;
  }
}
