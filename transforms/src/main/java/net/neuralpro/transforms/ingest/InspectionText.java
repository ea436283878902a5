package net.neuralpro.transforms.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import net.neuralpro.schemas.recording.Device;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.Nanos;

/** An inspection as text for people. */
final class InspectionText {
  private static final int LISTED_CELLS = 3;

  private final StringBuilder out = new StringBuilder();

  private InspectionText() {}

  static String of(Inspection inspection) {
    InspectionText text = new InspectionText();
    inspection.recordings().forEach(text::entry);
    if (!inspection.findings().isEmpty()) {
      text.line("", "not part of a recording");
      inspection.findings().forEach(text::finding);
    }
    if (inspection.recordings().isEmpty() && inspection.findings().isEmpty()) {
      text.line("", "there is nothing");
    }
    return text.out.toString();
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }

  private void entry(Inspection.Entry entry) {
    line(
        "",
        "%s  (%d %s, %d bytes)"
            .formatted(
                entry.name(),
                entry.files().size(),
                entry.files().size() == 1 ? "file" : "files",
                entry.bytes()));
    entry.rejections().forEach(this::finding);
    entry.description().ifPresent(description -> description(description, entry.frameGaps()));
  }

  private void description(
      RecordingDescription description, Optional<Inspection.FrameGaps> frameGaps) {
    description.device().ifPresent(device -> line("  ", "device   " + device(device)));
    line("  ", "clock    " + clock(description));
    span(description).ifPresent(span -> line("  ", "span     " + span));
    if (!description.cells().isEmpty()) {
      line("  ", "place    in " + cells(description.cells()));
    }
    description.licence().ifPresent(licence -> line("  ", "licence  " + licence));
    description.videos().forEach(video -> video(video, frameGaps));
    if (description.videos().isEmpty()) {
      frameGaps.ifPresent(gaps -> line("  ", "frames   without a video" + gaps(gaps)));
    }
    description.sensors().forEach(this::sensor);
    description.findings().forEach(this::finding);
  }

  private static String device(Device device) {
    return String.join(
        " ",
        List.of(device.make(), device.model(), device.serial()).stream()
            .flatMap(Optional::stream)
            .toList());
  }

  private static String cells(List<RecordingDescription.Cell> cells) {
    String corners =
        cells.stream()
            .limit(LISTED_CELLS)
            .map(RecordingDescription.Cell::toString)
            .collect(Collectors.joining(" and "));
    String size = cells.get(0).size().toPlainString();
    if (cells.size() == 1) {
      return "the cell of %s° from %s".formatted(size, corners);
    }
    int more = cells.size() - LISTED_CELLS;
    return "%d cells of %s° from %s%s"
        .formatted(cells.size(), size, corners, more > 0 ? " and %d more".formatted(more) : "");
  }

  private static String clock(RecordingDescription description) {
    String kind = description.clock().kind().name().toLowerCase(Locale.ROOT);
    return description
        .clock()
        .utcOfZero()
        .map(zero -> kind + ", zero is " + instant(zero))
        .orElse(kind);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, Nanos.PER_SECOND), Math.floorMod(nanos, Nanos.PER_SECOND));
  }

  /** From the first to the last time of anything. */
  private static Optional<String> span(RecordingDescription description) {
    List<Long> times = new ArrayList<>();
    description.videos().forEach(video -> video.firstTime().ifPresent(times::add));
    description.videos().forEach(video -> video.lastTime().ifPresent(times::add));
    description.sensors().forEach(sensor -> sensor.firstTime().ifPresent(times::add));
    description.sensors().forEach(sensor -> sensor.lastTime().ifPresent(times::add));
    return times.isEmpty()
        ? Optional.empty()
        : Optional.of(
            range(
                times.stream().min(Long::compare).orElseThrow(),
                times.stream().max(Long::compare).orElseThrow()));
  }

  private static String range(long first, long last) {
    return "%s s to %s s".formatted(Nanos.seconds(first), Nanos.seconds(last));
  }

  private void video(RecordingDescription.Video video, Optional<Inspection.FrameGaps> gaps) {
    line(
        "  ",
        "video    %s: %s %dx%d, %d frames%s%s%s (camera %s)"
            .formatted(
                video.file(),
                video.codec(),
                video.width(),
                video.height(),
                video.frames(),
                video.declaredRate().map(rate -> " at " + decimal(rate)).orElse(""),
                video.firstTime().isPresent() && video.lastTime().isPresent()
                    ? ", " + range(video.firstTime().get(), video.lastTime().get())
                    : "",
                gaps.map(InspectionText::gaps).orElse(""),
                video.camera()));
  }

  private static String gaps(Inspection.FrameGaps gaps) {
    return gaps.gaps() == 0
        ? ", no gaps"
        : ", %d gaps up to %s s".formatted(gaps.gaps(), Nanos.seconds(gaps.longest()));
  }

  private static String decimal(RecordingDescription.Rate rate) {
    return BigDecimal.valueOf(rate.numerator())
            .divide(BigDecimal.valueOf(rate.denominator()), 3, RoundingMode.HALF_EVEN)
        + " Hz";
  }

  private void sensor(RecordingDescription.Sensor sensor) {
    line(
        "  ",
        "sensor   %s (%s, %s): %d samples%s%s%s%s%s"
            .formatted(
                sensor.stream(),
                sensor.kind(),
                sensor.file(),
                sensor.samples(),
                sensor.rate().map(rate -> " at " + rate.toPlainString() + " Hz").orElse(""),
                sensor.firstTime().isPresent() && sensor.lastTime().isPresent()
                    ? ", " + range(sensor.firstTime().get(), sensor.lastTime().get())
                    : "",
                sensor
                    .longestGap()
                    .map(gap -> ", longest gap " + Nanos.seconds(gap) + " s")
                    .orElse(""),
                sensor.backwards() == 0 ? "" : ", " + sensor.backwards() + " not later",
                sensor.absentColumns().isEmpty() ? "" : ", without " + sensor.absentColumns()));
  }

  private void finding(Finding finding) {
    line("  ", finding.toString());
  }
}
