package net.neuralpro.connectors.media.telemetry.gpmf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one STRM nest of a payload says: the properties, then the samples that they describe. */
final class GpmfStream {
  /** {@code yymmddhhmmss.sss}. */
  private static final Pattern UTC =
      Pattern.compile("(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)\\.(\\d\\d\\d)");

  private static final int MAX_TEXT = 1024;

  private double[] scale = {};
  private String structure = "";
  private String unit = "";
  private String axes = "";
  private OptionalLong stamp = OptionalLong.empty();
  private OptionalInt fix = OptionalInt.empty();
  private OptionalInt precision = OptionalInt.empty();
  private OptionalLong utc = OptionalLong.empty();
  private @Nullable GpmfSamples samples;
  private @Nullable String firstDataKey;

  private GpmfStream() {}

  /** Reads a nest; elements that are not understood are passed over. */
  static GpmfStream read(ByteBuffer payload, GpmfElement nest) throws GpmfException {
    GpmfStream stream = new GpmfStream();
    int end = nest.offset() + nest.value().limit();
    for (int place = nest.offset(); place < end && payload.get(place) != 0; ) {
      GpmfElement element = GpmfElement.at(payload, place, end);
      stream.take(element);
      place += element.extent();
    }
    return stream;
  }

  private void take(GpmfElement element) throws GpmfException {
    switch (element.key()) {
      case "SCAL" -> scale = GpmfSamples.scale(element);
      case "TYPE" -> structure = text(element);
      case "SIUN", "UNIT" -> unit = firstUnit(element);
      case "ORIN" -> axes = text(element);
      case "STMP" -> stamp = OptionalLong.of(integer(element, 'J', 8));
      case "GPSF" -> fix = OptionalInt.of((int) integer(element, 'L', 4));
      case "GPSP" -> precision = OptionalInt.of((int) integer(element, 'S', 2));
      case "GPSU" -> utc = utc(text(element));
      case "TSMP",
          "STNM",
          "TICK",
          "TOCK",
          "TMPC",
          "EMPT",
          "TIMO",
          "RMRK",
          "ORIO",
          "MTRX",
          "VPTS",
          "GPSA" -> {}
      default -> {
        if (firstDataKey == null) {
          firstDataKey = element.key();
        }
        if (GpmfSensor.of(element.key()).isPresent() && !element.isNested()) {
          samples = GpmfSamples.decode(element, structure, scale);
        }
      }
    }
  }

  private static String text(GpmfElement element) throws GpmfException {
    if (element.type() != 'c' && element.type() != 'U' || element.value().limit() > MAX_TEXT) {
      throw new GpmfException("GPMF-TYPE", element.offset(), element.key() + " is no short text");
    }
    return element.text();
  }

  /** The unit of the first field: units of several fields stand side by side, equally wide. */
  private static String firstUnit(GpmfElement element) throws GpmfException {
    text(element);
    byte[] bytes = new byte[Math.min(element.size(), element.value().limit())];
    if (element.size() == 1) {
      bytes = new byte[element.value().limit()];
    }
    element.value().get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
  }

  private static long integer(GpmfElement element, char type, int size) throws GpmfException {
    if (element.type() != type || element.value().limit() < size) {
      throw new GpmfException(
          "GPMF-TYPE", element.offset(), element.key() + " is no number of type " + type);
    }
    return switch (size) {
      case 2 -> element.value().getShort(0) & 0xffff;
      case 4 -> element.value().getInt(0);
      default -> element.value().getLong(0);
    };
  }

  /** Nanoseconds since 1970, empty if it is no date: cameras without a fix write such. */
  private static OptionalLong utc(String text) {
    Matcher parts = UTC.matcher(text);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              2000 + Integer.parseInt(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(3)),
              Integer.parseInt(parts.group(4)),
              Integer.parseInt(parts.group(5)),
              Integer.parseInt(parts.group(6)));
      long millis = Long.parseLong(parts.group(7));
      return OptionalLong.of((time.toEpochSecond(ZoneOffset.UTC) * 1000 + millis) * 1_000_000);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The samples of a known sensor, if it has any. */
  Optional<GpmfSamples> samples() {
    return Optional.ofNullable(samples);
  }

  /** The key of what it carries, known or not. */
  Optional<String> dataKey() {
    return Optional.ofNullable(firstDataKey);
  }

  /** The unit of the first field, empty where none is said. */
  String unit() {
    return unit;
  }

  /**
   * What ORIN says of the axes of the values: {@code XYZ} in their order, negated in lower case.
   */
  String axes() {
    return axes;
  }

  /** Microseconds on the device's clock at the first sample of this payload. */
  OptionalLong stamp() {
    return stamp;
  }

  /** Dimensions of the satellite fix. */
  OptionalInt fix() {
    return fix;
  }

  /** Dilution of precision in hundredths. */
  OptionalInt precision() {
    return precision;
  }

  /** Nanoseconds since 1970 at the payload's first fix. */
  OptionalLong utc() {
    return utc;
  }
}
