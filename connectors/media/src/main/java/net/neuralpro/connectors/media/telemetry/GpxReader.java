package net.neuralpro.connectors.media.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.OptionalLong;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.neuralpro.schemas.recording.SampleSink;
import net.neuralpro.schemas.recording.SensorKind;
import net.neuralpro.schemas.rules.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Reads the track points of GPX 1.1 (and 1.0) files, in nanoseconds since 1970. Speed is taken from
 * GPX 1.0's element or any extension called {@code speed}, in m/s. Points without a time are left
 * out. The text is taken to be UTF-8. Document types and external entities are refused.
 *
 * @see <a href="https://www.topografix.com/GPX/1/1/">GPX 1.1</a>
 */
public final class GpxReader {
  /** The stream that the points make. */
  public static final String STREAM = "gnss";

  private static final int MAX_DEPTH = 64;
  private static final int MAX_TEXT = 256;
  private static final int MAX_VALUE = 1 << 20;

  private final String file;
  private final SampleSink sink;
  private final Telemetry.LeftOut leftOut;
  private final double[] sample = new double[SensorKind.GNSS.columns().size()];
  private final StringBuilder text = new StringBuilder();
  private String fix = "";
  private double horizontalDilution;
  private double positionDilution;
  private OptionalLong time = OptionalLong.empty();
  private String fault = "";
  private boolean inPoint;
  private long points;

  private GpxReader(String file, SampleSink sink) {
    this.file = file;
    this.sink = sink;
    this.leftOut = new Telemetry.LeftOut("GPX-POINT", file, sink);
  }

  /**
   * Reads a file.
   *
   * @throws net.neuralpro.schemas.rules.RejectedInputException GPX-XML if it is no well-formed GPX,
   *     GPX-DTD if it has a document type
   */
  public static void read(String file, InputStream in, SampleSink sink) throws IOException {
    new GpxReader(file, sink).read(in);
  }

  private void read(InputStream in) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    BudgetedStream bounded = new BudgetedStream(in, MAX_VALUE);
    try {
      XMLStreamReader xml =
          factory.createXMLStreamReader(new InputStreamReader(bounded, StandardCharsets.UTF_8));
      int depth = 0;
      while (xml.hasNext()) {
        bounded.renew();
        switch (next(xml)) {
          case XMLStreamConstants.DTD ->
              throw Telemetry.rejected(
                  "GPX-DTD", place(xml), "Cannot read GPX: it has a document type (DTD)");
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > MAX_DEPTH) {
              throw malformed(place(xml), "elements are nested more than 64 deep");
            }
            start(xml, depth);
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            end(xml);
          }
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      String where =
          e.getLocation() == null ? file : file + ", line " + e.getLocation().getLineNumber();
      throw malformed(where, reason(e));
    } catch (BudgetedStream.SpentException e) {
      throw malformed(file, String.valueOf(e.getMessage()));
    }
    leftOut.finish();
    if (points == 0) {
      sink.finding(
          Finding.warning("GPX-EMPTY", file, "There is no track point with a place and a time"));
    }
  }

  /** The platform's parser answers some damage with unchecked exceptions of its own. */
  private int next(XMLStreamReader xml) throws IOException, XMLStreamException {
    try {
      return xml.next();
    } catch (RuntimeException e) {
      throw malformed(place(xml), e.toString());
    }
  }

  private static String reason(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    return message.substring(message.lastIndexOf('\n') + 1);
  }

  private IOException malformed(String place, String reason) {
    return Telemetry.rejected("GPX-XML", place, "Cannot read GPX: " + reason);
  }

  private String place(XMLStreamReader xml) {
    return file + ", line " + xml.getLocation().getLineNumber();
  }

  private void start(XMLStreamReader xml, int depth) throws IOException {
    text.setLength(0);
    String name = xml.getLocalName();
    if (depth == 1 && !name.equals("gpx")) {
      throw malformed(place(xml), "its root is " + name + ", not gpx");
    }
    if (name.equals("trkpt")) {
      inPoint = true;
      Arrays.fill(sample, Double.NaN);
      fix = "";
      fault = "";
      time = OptionalLong.empty();
      horizontalDilution = Double.NaN;
      positionDilution = Double.NaN;
      sample[0] = number(xml.getAttributeValue(null, "lat"), "lat");
      sample[1] = number(xml.getAttributeValue(null, "lon"), "lon");
    }
  }

  private void text(XMLStreamReader xml) {
    if (inPoint && text.length() < MAX_TEXT) {
      int room = MAX_TEXT - text.length();
      text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
    }
  }

  private void end(XMLStreamReader xml) throws IOException {
    if (!inPoint) {
      return;
    }
    String value = text.toString().strip();
    switch (xml.getLocalName()) {
      case "ele" -> sample[2] = number(value, "ele");
      case "speed" -> sample[3] = number(value, "speed");
      case "hdop" -> horizontalDilution = number(value, "hdop");
      case "pdop" -> positionDilution = number(value, "pdop");
      case "fix" -> fix = value;
      case "time" -> time = time(value);
      case "trkpt" -> point(xml);
      default -> {}
    }
    text.setLength(0);
  }

  private double number(@Nullable String value, String name) {
    try {
      double number = Double.parseDouble(value == null ? "" : value);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with the point
    }
    fault = name + " is '" + value + "', no number";
    return Double.NaN;
  }

  private OptionalLong time(String value) {
    try {
      Instant instant = OffsetDateTime.parse(value).toInstant();
      return OptionalLong.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      fault = "time is '" + value + "', no instant with a zone";
      return OptionalLong.empty();
    }
  }

  private void point(XMLStreamReader xml) throws IOException {
    inPoint = false;
    if (time.isEmpty() || !fault.isEmpty()) {
      leftOut.add(
          "line " + xml.getLocation().getLineNumber(),
          "A point is left out: " + (fault.isEmpty() ? "it has no time" : fault));
      return;
    }
    sample[5] =
        switch (fix) {
          case "none" -> 0;
          case "2d" -> 2;
          case "3d", "dgps", "pps" -> 3;
          default -> Double.isNaN(sample[2]) ? 2 : 3;
        };
    double dilution = Double.isNaN(positionDilution) ? horizontalDilution : positionDilution;
    sample[6] = Double.isNaN(dilution) ? Telemetry.UNKNOWN_PRECISION : dilution;
    points++;
    sink.sample(STREAM, SensorKind.GNSS, time.getAsLong(), sample);
  }
}
