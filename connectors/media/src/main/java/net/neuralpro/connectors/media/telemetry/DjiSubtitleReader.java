package net.neuralpro.connectors.media.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;

/**
 * Reads the subtitles that DJI drones write beside a video: a cue for each frame or second, with
 * the drone's place in its text, in one of these dialects:
 *
 * <ul>
 *   <li>{@code [latitude: 41.4] [longitude: 2.1] [altitude: 117.0]}, also {@code longtitude}, as
 *       the firmware of some misspells it, and {@code [rel_alt: 1.3 abs_alt: 117.0]};
 *   <li>{@code GPS(36.6146,-6.1120,0.0M) BAROMETER:0.3M}: latitude, longitude, altitude;
 *   <li>{@code GPS(-6.1120,36.6146,16)}: longitude, latitude, satellites; with {@code H.S 1.2m/s}
 *       and {@code V.S 0.3m/s} where the drone knows its speed.
 * </ul>
 *
 * <p>Times are those of the cues, on the video's clock. The texts hold local time without a zone,
 * so UTC is not known. A place of 0, 0 is what a drone without a fix writes.
 */
public final class DjiSubtitleReader {
  /** The stream that the places make. */
  public static final String STREAM = "gnss";

  private static final int MAX_LINE = 8192;
  private static final int MAX_CUE_LINES = 32;
  private static final long MILLI = 1_000_000;

  private static final Pattern TIMES =
      Pattern.compile("\\s*(\\d{1,4}):(\\d\\d):(\\d\\d)[,.](\\d{3})\\s*-->.*");
  private static final String NUMBER = "\\s*(-?\\d{1,9}(?:\\.\\d{1,15})?)\\s*";
  private static final Pattern LATITUDE = Pattern.compile("\\[latitude\\s*:" + NUMBER + "\\]");
  private static final Pattern LONGITUDE = Pattern.compile("\\[longt?itude\\s*:" + NUMBER + "\\]");
  private static final Pattern ALTITUDE =
      Pattern.compile("(?:\\[altitude|abs_alt)\\s*:" + NUMBER + "\\]");
  private static final Pattern GPS =
      Pattern.compile("GPS\\s*\\(" + NUMBER + "," + NUMBER + "," + NUMBER + "(M?)\\s*\\)");
  private static final Pattern BAROMETER = Pattern.compile("BAROMETER\\s*:" + NUMBER);
  private static final Pattern HORIZONTAL_SPEED = Pattern.compile("H\\.S\\s" + NUMBER + "m/s");
  private static final Pattern VERTICAL_SPEED = Pattern.compile("V\\.S\\s" + NUMBER + "m/s");

  private final String file;
  private final SampleSink sink;
  private final Telemetry.LeftOut withoutPlace;
  private final double[] sample = new double[SensorKind.GNSS.columns().size()];
  private long cues;
  private long samples;

  private DjiSubtitleReader(String file, SampleSink sink) {
    this.file = file;
    this.sink = sink;
    this.withoutPlace = new Telemetry.LeftOut("SRT-NO-PLACE", file, sink);
  }

  /**
   * Reads a file.
   *
   * @throws net.neuralpro.schemas.rules.RejectedInputException SRT-LINE if a line or cue is too
   *     long, SRT-NONE if there is no cue
   */
  public static void read(String file, InputStream in, SampleSink sink) throws IOException {
    new DjiSubtitleReader(file, sink).read(in);
  }

  private void read(InputStream in) throws IOException {
    BoundedLines lines = new BoundedLines(in, MAX_LINE);
    Optional<Long> start = Optional.empty();
    StringBuilder text = new StringBuilder();
    int cueLines = 0;
    try {
      for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
        Matcher times = TIMES.matcher(line.get());
        if (times.matches()) {
          cue(start, text);
          start = Optional.of(nanos(times));
          text.setLength(0);
          cueLines = 0;
        } else if (++cueLines > MAX_CUE_LINES) {
          throw rejected(lines.number(), "a cue has more than " + MAX_CUE_LINES + " lines");
        } else {
          text.append(line.get()).append('\n');
        }
      }
    } catch (BudgetedStream.SpentException e) {
      throw rejected(lines.number(), String.valueOf(e.getMessage()));
    }
    cue(start, text);
    if (cues == 0) {
      throw Telemetry.rejected(
          "SRT-NONE", file, "Cannot read subtitles: there is no line like 00:00:01,000 --> …");
    }
    withoutPlace.finish();
    if (samples == 0) {
      sink.finding(
          Finding.warning(
              "SRT-NO-TELEMETRY", file, "No cue has a place; perhaps these are subtitles only"));
    }
  }

  private IOException rejected(long line, String reason) {
    return Telemetry.rejected(
        "SRT-LINE", file + ", line " + line, "Cannot read subtitles: " + reason);
  }

  private static long nanos(Matcher times) {
    long seconds =
        Long.parseLong(times.group(1)) * 3600
            + Long.parseLong(times.group(2)) * 60
            + Long.parseLong(times.group(3));
    return (seconds * 1000 + Long.parseLong(times.group(4))) * MILLI;
  }

  private void cue(Optional<Long> start, CharSequence text) throws IOException {
    if (start.isEmpty()) {
      return;
    }
    cues++;
    if (!place(text)) {
      withoutPlace.add("cue " + cues, "The cue has no latitude and longitude; it is left out");
      return;
    }
    double up = find(VERTICAL_SPEED, text).orElse(Double.NaN);
    sample[3] = find(HORIZONTAL_SPEED, text).orElse(Double.NaN);
    sample[4] = Math.sqrt(sample[3] * sample[3] + up * up);
    sample[5] = sample[0] == 0 && sample[1] == 0 ? 0 : 3;
    sample[6] = Telemetry.UNKNOWN_PRECISION;
    samples++;
    sink.sample(STREAM, SensorKind.GNSS, start.get(), sample);
  }

  private boolean place(CharSequence text) {
    OptionalDouble latitude = find(LATITUDE, text);
    OptionalDouble longitude = find(LONGITUDE, text);
    if (latitude.isPresent() && longitude.isPresent()) {
      sample[0] = latitude.getAsDouble();
      sample[1] = longitude.getAsDouble();
      sample[2] = find(ALTITUDE, text).orElse(Double.NaN);
      return true;
    }
    Matcher gps = GPS.matcher(text);
    if (!gps.find()) {
      return false;
    }
    double first = Double.parseDouble(gps.group(1));
    double second = Double.parseDouble(gps.group(2));
    boolean altitude = !gps.group(4).isEmpty();
    sample[0] = altitude ? first : second;
    sample[1] = altitude ? second : first;
    sample[2] =
        altitude ? Double.parseDouble(gps.group(3)) : find(BAROMETER, text).orElse(Double.NaN);
    return true;
  }

  private static OptionalDouble find(Pattern pattern, CharSequence text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? OptionalDouble.of(Double.parseDouble(matcher.group(1)))
        : OptionalDouble.empty();
  }
}
