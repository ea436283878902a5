package net.neuralpro.connectors.media.telemetry.gpmf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.rules.Finding;

/**
 * Reads the payloads of a GPMF track, one after another, into samples. A payload that is damaged
 * loses what comes after the damage; this is found ({@code GPMF-…}) and the next one is read.
 *
 * <p>Times: a stream whose payloads carry microsecond stamps (STMP) keeps the device's clock, whose
 * zero is moved so that the first frame's stamp is the start of the first payload. Other streams
 * fill the time of their payload. A drone's samples carry their own times, of which the first is
 * the start of its payload. TICK, the device's milliseconds when it began to write a payload, says
 * nothing of its samples and is not used.
 *
 * @see <a href="https://github.com/gopro/gpmf-parser">GPMF introduction</a>
 */
public final class GpmfReader {
  /** The most bytes of a payload: a second of all sensors of a camera has some ten thousand. */
  public static final int MAX_PAYLOAD = 4 << 20;

  /** What cameras call themselves that do not say which they are. */
  private static final String ANY_CAMERA = "Camera";

  private static final int MAX_DEVICES = 16;
  private static final int MAX_FINDINGS = 20;
  private static final int MAX_UNREAD = 64;

  /** Streams with a sample for each frame, the surest first. */
  private static final List<String> PER_FRAME = List.of("CORI", "SHUT", "ISOE", "ISOG", "GRAV");

  private final String place;
  private final SampleSink sink;
  private final Map<Integer, GpmfDevice> devices = new LinkedHashMap<>();
  private final Set<String> streamNames = new TreeSet<>();
  private final Set<String> unread = new TreeSet<>();
  private long payloads;
  private long faults;

  /**
   * @param place names the file in findings
   */
  public GpmfReader(String place, SampleSink sink) {
    this.place = place;
    this.sink = sink;
  }

  /**
   * Reads the next payload.
   *
   * @param start nanoseconds on the recording's clock at which it begins
   * @param duration nanoseconds until the next one
   */
  public void payload(long start, long duration, byte[] bytes) throws IOException {
    GpmfPayload payload = new GpmfPayload(payloads++, start, duration);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int offset = 0;
    try {
      if (bytes.length > MAX_PAYLOAD) {
        throw new GpmfException("GPMF-SIZE", 0, "the payload has " + bytes.length + " bytes");
      }
      while (offset < bytes.length && bytes[offset] != 0) {
        GpmfElement element = GpmfElement.at(buffer, offset, bytes.length);
        if (element.key().equals("DEVC") && element.isNested()) {
          device(payload, buffer, element);
        }
        offset += element.extent();
      }
    } catch (GpmfException e) {
      found(payload, e);
    }
  }

  private void device(GpmfPayload payload, ByteBuffer buffer, GpmfElement nest)
      throws GpmfException, IOException {
    int end = nest.offset() + nest.value().limit();
    int id = 0;
    String name = "";
    List<GpmfStream> streams = new ArrayList<>();
    try {
      for (int offset = nest.offset(); offset < end && buffer.get(offset) != 0; ) {
        GpmfElement element = GpmfElement.at(buffer, offset, end);
        offset += element.extent();
        if (element.key().equals("DVID") && element.value().limit() == Integer.BYTES) {
          id = element.value().getInt(0);
        } else if (element.key().equals("DVNM") && element.type() == 'c') {
          name = element.text();
        } else if (element.key().equals("STRM") && element.isNested()) {
          stream(payload, buffer, element, streams);
        }
      }
    } finally {
      take(payload, id, name, streams);
    }
  }

  /** A stream that is damaged is left out by itself: where the next one begins is known. */
  private void stream(
      GpmfPayload payload, ByteBuffer buffer, GpmfElement nest, List<GpmfStream> streams)
      throws IOException {
    try {
      streams.add(GpmfStream.read(buffer, nest));
    } catch (GpmfException e) {
      found(payload, e);
    }
  }

  private void take(GpmfPayload payload, int id, String name, List<GpmfStream> streams)
      throws IOException {
    if (!devices.containsKey(id) && devices.size() == MAX_DEVICES) {
      found(payload, new GpmfException("GPMF-DEVICES", 0, "there are more than 16 devices"));
      return;
    }
    GpmfDevice device = devices.computeIfAbsent(id, key -> new GpmfDevice(sink, streamNames));
    if (!name.isEmpty()) {
      device.name(name);
    }
    device.tieStamps(payload, stampOfFirstFrame(streams));
    for (GpmfStream stream : streams) {
      Optional<GpmfSamples> samples = stream.samples();
      if (samples.isEmpty()) {
        stream.dataKey().filter(key -> unread.size() < MAX_UNREAD).ifPresent(unread::add);
        continue;
      }
      String key = samples.get().key();
      try {
        device.take(payload, GpmfSensor.valueOf(key), stream, samples.get());
      } catch (IllegalArgumentException e) {
        found(payload, new GpmfException("GPMF-SENSOR", 0, String.valueOf(e.getMessage())));
      }
    }
  }

  private static OptionalLong stampOfFirstFrame(List<GpmfStream> streams) {
    for (String key : PER_FRAME) {
      for (GpmfStream stream : streams) {
        if (stream.stamp().isPresent() && stream.dataKey().equals(Optional.of(key))) {
          return stream.stamp();
        }
      }
    }
    return streams.stream()
        .filter(stream -> stream.stamp().isPresent())
        .mapToLong(stream -> stream.stamp().getAsLong())
        .min();
  }

  private void found(GpmfPayload payload, GpmfException fault) throws IOException {
    faults++;
    if (faults <= MAX_FINDINGS) {
      sink.finding(
          Finding.warning(
              fault.rule(),
              "%s, payload %d, byte %d".formatted(place, payload.number(), fault.offset()),
              "Cannot read this telemetry: " + fault.getMessage() + "; it is left out"));
    }
  }

  /** Gives out what was held back, and says what was left out. */
  public void finish() throws IOException {
    for (GpmfDevice device : devices.values()) {
      device.finish();
    }
    if (faults > MAX_FINDINGS) {
      sink.finding(
          Finding.warning(
              "GPMF-DAMAGED", place, faults + " places cannot be read; the first 20 are named"));
    }
    if (!unread.isEmpty()) {
      sink.finding(
          Finding.notice(
              "GPMF-UNREAD", place, "These streams are kept in the file only: " + unread));
    }
  }

  /** The name of the first device that says what it is, or else of the first that has a name. */
  public Optional<String> device() {
    List<String> names =
        devices.values().stream().map(GpmfDevice::name).filter(name -> !name.isEmpty()).toList();
    return names.stream()
        .filter(name -> !name.equals(ANY_CAMERA))
        .findFirst()
        .or(() -> names.stream().findFirst());
  }

  /** Nanoseconds since 1970 at zero of the recording's clock, if a good fix told. */
  public OptionalLong utcOfZero() {
    return devices.values().stream()
        .map(GpmfDevice::utcOfZero)
        .filter(OptionalLong::isPresent)
        .findFirst()
        .orElse(OptionalLong.empty());
  }
}
