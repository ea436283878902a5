package net.neuralpro.transforms.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.TimeRange;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Operator {@code validate}. In: {@code manifest}; {@code private} (its private half) where there
 * is one; {@code recording}, a {@link RecordingDescription}; {@code frames} and {@code summary} of
 * {@code examine}, or only the frame times of a recording without a video; {@code series/…}. Out:
 * {@code verdict}, a {@link Verdict}.
 */
public final class ValidateOperator implements Operator<ValidateParameters> {
  private static final String SERIES = "series/";

  @Override
  public String name() {
    return "validate";
  }

  @Override
  public String description() {
    return "Judges a recording by rules: pictures, times, sensors, licence, consent, signature.";
  }

  @Override
  public Class<ValidateParameters> parameters() {
    return ValidateParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(ValidateParameters parameters, Invocation invocation) throws IOException {
    List<Finding> findings = new ArrayList<>();
    RecordingDescription recording = invocation.read("recording", RecordingDescription.class);
    findings.addAll(recording.findings());
    Optional<PrivateHalf> privateHalf = Optional.empty();
    if (invocation.optionalInput("private").isPresent()) {
      privateHalf = Optional.of(invocation.read("private", PrivateHalf.class));
    }
    findings.addAll(
        ManifestRules.findings(
            invocation.read("manifest", SignedManifest.class), privateHalf, parameters));
    if (invocation.optionalInput("summary").isPresent()) {
      findings.addAll(
          VideoRules.ofSummary(
              invocation.read("summary", ExaminationSummary.class), recording, parameters));
    }
    Optional<Cid> frames = invocation.optionalInput("frames");
    Optional<TimeRange> span = Optional.empty();
    if (frames.isPresent()) {
      try (TableReader table = invocation.table(frames.get())) {
        FrameRules rules = new FrameRules(parameters);
        span = rules.read(table);
        findings.addAll(rules.findings());
      }
    }
    if (span.isEmpty()) {
      findings.add(
          Finding.error(
              "RECORDING-NO-FRAMES",
              "recording",
              "It has neither a video with frames nor a frame clock, so there is nothing to cut"
                  + " clips from."));
    }
    for (RecordingDescription.Sensor sensor : recording.sensors()) {
      Optional<Cid> series = invocation.optionalInput(SERIES + sensor.stream());
      if (series.isPresent()) {
        try (TableReader table = invocation.table(series.get())) {
          findings.addAll(SensorRules.findings(sensor, table, span, parameters));
        }
      }
    }
    invocation.output("verdict", new Verdict(findings));
  }
}
