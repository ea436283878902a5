package net.neuralpro.connectors.media.telemetry.gpmf;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import net.neuralpro.schemas.recording.SampleSink;

/** One device of a file: a camera, a drone, a sensor that is connected to them. */
final class GpmfDevice {
  /** Own times that are further from the first than this are no times. */
  private static final double MAX_SPAN_SECONDS = 10 * 86_400.0;

  /** Clocks drift, and payloads are written late; what is further away is no stamp. */
  private static final double MAX_STAMP_DISTANCE = 1.5e9;

  private static final long MICRO = 1000;
  private static final double NANOS = 1e9;

  private final SampleSink sink;
  private final Set<String> streamNames;
  private final Map<GpmfSensor, GpmfTrack> tracks = new EnumMap<>(GpmfSensor.class);
  private String name = "";
  private OptionalInt droneFix = OptionalInt.empty();
  private boolean stampsKnown;
  private long stampOfZero;
  private long timeOfStampZero;
  private boolean ownTimeKnown;
  private double ownTimeOfZero;
  private long timeOfOwnZero;
  private OptionalLong utcOfZero = OptionalLong.empty();

  GpmfDevice(SampleSink sink, Set<String> streamNames) {
    this.sink = sink;
    this.streamNames = streamNames;
  }

  void name(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Nanoseconds since 1970 at zero of the recording's clock, as the first good fix tells. */
  OptionalLong utcOfZero() {
    return utcOfZero;
  }

  /**
   * Ties the stamps of the device to the recording's clock: the stamp of the first frame is the
   * start of the first payload.
   */
  void tieStamps(GpmfPayload payload, OptionalLong stampOfFirstFrame) {
    if (!stampsKnown && stampOfFirstFrame.isPresent()) {
      stampsKnown = true;
      stampOfZero = stampOfFirstFrame.getAsLong();
      timeOfStampZero = payload.start();
    }
  }

  /** Takes the samples of one stream of a payload. */
  void take(GpmfPayload payload, GpmfSensor sensor, GpmfStream stream, GpmfSamples samples)
      throws IOException {
    GpmfConversion conversion = new GpmfConversion(sensor, stream, samples, name, droneFix);
    droneFix = conversion.lastFix();
    if (sensor == GpmfSensor.SYST) {
      tieSystemTime(payload, samples);
      return;
    }
    int width = sensor.kind().columns().size();
    double[] values = new double[samples.rows() * width];
    double[] row = new double[width];
    for (int index = 0; index < samples.rows(); index++) {
      conversion.apply(index, row);
      System.arraycopy(row, 0, values, index * width, width);
    }
    GpmfTrack track = tracks.computeIfAbsent(sensor, this::track);
    if (sensor.ownTime() == GpmfSensor.OwnTime.FIRST_FIELD) {
      track.timed(ownTimes(payload, samples), values);
      return;
    }
    long first = payload.start();
    OptionalLong stamped = stampTime(payload, stream);
    if (stamped.isPresent()) {
      first = stamped.getAsLong();
      track.stamped(payload, first, samples.rows(), values);
    } else {
      track.fill(payload, samples.rows(), values);
    }
    tieFix(first, sensor, stream, samples);
  }

  private GpmfTrack track(GpmfSensor sensor) {
    String stream = sensor.stream();
    for (int number = 2; !streamNames.add(stream); number++) {
      stream = sensor.stream() + "_" + number;
    }
    return new GpmfTrack(stream, sensor.kind(), sink);
  }

  /** The time of a payload's stamp, unless it is far from where the container has the payload. */
  private OptionalLong stampTime(GpmfPayload payload, GpmfStream stream) {
    if (!stampsKnown || stream.stamp().isEmpty()) {
      return OptionalLong.empty();
    }
    double away = (stream.stamp().getAsLong() - (double) stampOfZero) * MICRO;
    if (Math.abs(away - (payload.start() - (double) timeOfStampZero)) > MAX_STAMP_DISTANCE) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(timeOfStampZero + (stream.stamp().getAsLong() - stampOfZero) * MICRO);
  }

  /** Times on the device's own clock, of which the first that was seen is its payload's start. */
  private long[] ownTimes(GpmfPayload payload, GpmfSamples samples) {
    long[] times = new long[samples.rows()];
    for (int row = 0; row < times.length; row++) {
      times[row] = ownTime(payload, samples.at(row, 0));
    }
    return times;
  }

  private long ownTime(GpmfPayload payload, double seconds) {
    if (!ownTimeKnown) {
      ownTimeKnown = true;
      ownTimeOfZero = seconds;
      timeOfOwnZero = payload.start();
    }
    double away = seconds - ownTimeOfZero;
    if (!(Math.abs(away) < MAX_SPAN_SECONDS)) {
      throw new IllegalArgumentException("a sample is " + away + " s away from the first");
    }
    return timeOfOwnZero + Math.round(away * NANOS);
  }

  /** Seconds on the drone's clock, then milliseconds since 1970 as seconds. */
  private void tieSystemTime(GpmfPayload payload, GpmfSamples samples) {
    if (utcOfZero.isEmpty() && samples.rows() > 0 && ownTimeKnown && samples.at(0, 1) > 0) {
      long utc = Math.round(samples.at(0, 1) * 1000) * 1_000_000;
      utcOfZero = OptionalLong.of(utc - ownTime(payload, samples.at(0, 0)));
    }
  }

  private void tieFix(long first, GpmfSensor sensor, GpmfStream stream, GpmfSamples samples) {
    if (utcOfZero.isPresent() || samples.rows() == 0) {
      return;
    }
    if (sensor == GpmfSensor.GPS5 && stream.fix().orElse(0) >= 2 && stream.utc().isPresent()) {
      utcOfZero = OptionalLong.of(stream.utc().getAsLong() - first);
    } else if (sensor == GpmfSensor.GPS9 && samples.at(0, 8) >= 2) {
      utcOfZero = OptionalLong.of(gps9Utc(samples) - first);
    }
  }

  /** Days since 2000-01-01 and seconds since midnight. */
  private static long gps9Utc(GpmfSamples samples) {
    long days = Math.round(samples.at(0, 5)) + 10_957;
    return days * GpmfPayload.DAY + Math.round(samples.at(0, 6) * 1000) * 1_000_000;
  }

  void finish() throws IOException {
    for (GpmfTrack track : tracks.values()) {
      track.finish();
    }
  }
}
