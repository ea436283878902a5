package net.neuralpro.transforms.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.time.Nanos;

/** Rules on a video as a whole. */
final class VideoRules {
  private static final String TRUNCATED = "MEDIA-TRUNCATED";
  private static final String CORRUPT = "MEDIA-CORRUPT";

  private VideoRules() {}

  static List<Finding> ofSummary(
      ExaminationSummary summary, RecordingDescription recording, ValidateParameters parameters) {
    List<Finding> findings = new ArrayList<>();
    if (summary.frames() == 0) {
      findings.add(
          Finding.error("VIDEO-UNDECODABLE", "video", "Not one frame of it can be decoded."));
      return findings;
    }
    Optional<Finding> cutOff =
        summary.faults().stream()
            .filter(fault -> fault.rule().value().equals(TRUNCATED))
            .findFirst();
    cutOff.ifPresent(
        fault -> findings.add(Finding.error("VIDEO-TRUNCATED", fault.place(), fault.evidence())));
    summary.faults().stream()
        .filter(fault -> !fault.rule().value().equals(TRUNCATED))
        .filter(fault -> cutOff.isEmpty() || !fault.rule().value().equals(CORRUPT))
        .findFirst()
        .ifPresent(
            fault ->
                findings.add(
                    Finding.error(
                        "VIDEO-CORRUPT",
                        fault.place(),
                        "%d faults while decoding, the first: %s %s"
                            .formatted(summary.faultCount(), fault.rule(), fault.evidence()))));
    recording.videos().stream()
        .findFirst()
        .flatMap(video -> rate(video, summary, parameters))
        .ifPresent(findings::add);
    return findings;
  }

  private static Optional<Finding> rate(
      RecordingDescription.Video video, ExaminationSummary summary, ValidateParameters parameters) {
    if (video.declaredRate().isEmpty()
        || video.firstTime().isEmpty()
        || video.lastTime().isEmpty()
        || summary.frames() < 2
        || video.lastTime().get() <= video.firstTime().get()) {
      return Optional.empty();
    }
    double declared =
        (double) video.declaredRate().get().numerator() / video.declaredRate().get().denominator();
    double measured =
        (summary.frames() - 1)
            * (double) Nanos.PER_SECOND
            / (video.lastTime().get() - video.firstTime().get());
    if (Math.abs(measured - declared) <= declared * parameters.rateTolerance().doubleValue()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            "VIDEO-RATE",
            video.file(),
            String.format(
                Locale.ROOT,
                "It declares %.3f frames a second and has %.3f.",
                declared,
                measured)));
  }
}
