package net.neuralpro.transforms.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MemoryBlockStore;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.BlindingSecret;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.ExaminationSummary;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.PrivateHalf;
import net.neuralpro.schemas.recording.PublicHalf;
import net.neuralpro.schemas.recording.RecordingClock;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.transforms.examine.FrameRows;
import net.neuralpro.transforms.operators.Invocation;
import org.junit.jupiter.api.Test;

class ValidateOperatorTest {
  private static final PrivateHalf PRIVATE = privateHalf("camera", Consent.Publication.PUBLIC);
  private static final long FRAME = 40_000_000;

  private final MemoryBlockStore store = new MemoryBlockStore();
  private final SortedMap<String, Cid> inputs = new TreeMap<>();
  private final List<Finding> faults = new ArrayList<>();
  private Licence licence = new Licence("CC-BY-4.0");
  private PrivateHalf privateHalf = PRIVATE;
  private int declaredRate = 25;
  private int count;

  private static PrivateHalf privateHalf(String device, Consent.Publication publication) {
    return new PrivateHalf(
        device,
        Optional.empty(),
        Optional.empty(),
        new Consent(publication, Consent.Computation.OWN_MACHINE, ""),
        BlindingSecret.of(new byte[32]));
  }

  @Test
  void findsNothingButTheMissingSignatureInAGoodRecording() throws IOException {
    frames(50);

    assertThat(findings())
        .containsExactly(
            "ERROR MANIFEST-UNSIGNED at manifest: It has no signature; the contributor can sign it"
                + " with `neural submit`.");
  }

  @Test
  void takesWhatTheParametersSayForSeverities() throws IOException {
    frames(50);
    licence = Licence.UNSTATED;

    Verdict verdict = verdict(lenient());

    assertThat(verdict.isAccepted()).isTrue();
    assertThat(verdict.findings())
        .extracting(finding -> finding.severity() + " " + finding.rule())
        .containsExactly("NOTICE LICENCE-MISSING", "NOTICE MANIFEST-UNSIGNED");
  }

  @Test
  void tellsLicencesThatNobodyCanLookUp() throws IOException {
    frames(50);
    licence = new Licence("CC-BY-4.0 AND Public-Domain-Maybe");

    assertThat(findings())
        .contains(
            "WARNING LICENCE-UNKNOWN at manifest: SPDX does not list every licence in 'CC-BY-4.0"
                + " AND Public-Domain-Maybe'.");
  }

  @Test
  void refusesAnotherPrivateHalfThanTheOneCommittedTo() throws IOException {
    frames(50);
    privateHalf = privateHalf("another camera", Consent.Publication.NONE);

    assertThat(findings())
        .contains(
            "ERROR MANIFEST-PRIVATE at manifest: The private half is not the one that it commits"
                + " to.",
            "NOTICE CONSENT-PRIVATE at manifest: The contributor did not agree to any"
                + " publication.");
  }

  @Test
  void tellsWhereCutsAre() throws IOException {
    count = 50;
    Invocation frames = new Invocation(store, new TreeMap<>());
    try (RowAppender rows = new RowAppender(frames.createTable("frames", FrameRows.SCHEMA))) {
      for (int frame = 0; frame < 50; frame++) {
        rows.set(FrameRows.SCHEMA.require("time_ns"), frame * FRAME)
            .set(FrameRows.SCHEMA.require("shot_start"), frame == 30 ? "CUT" : "")
            .endRow();
      }
    }
    inputs.putAll(frames.outputs());

    assertThat(findings())
        .contains("NOTICE VIDEO-CUT at frame 30: The scene changes at once; a clip ends there.");
  }

  @Test
  void rejectsAVideoThatIsCutOff() throws IOException {
    frames(50);
    faults.add(Finding.error("MEDIA-TRUNCATED", "video.mp4, end", "It ends early"));
    faults.add(Finding.error("MEDIA-CORRUPT", "frame 49", "Damaged"));

    assertThat(findings())
        .contains("ERROR VIDEO-TRUNCATED at video.mp4, end: It ends early")
        .noneMatch(finding -> finding.contains("VIDEO-CORRUPT"));
  }

  @Test
  void rejectsAVideoWithFaults() throws IOException {
    frames(50);
    faults.add(Finding.error("MEDIA-CORRUPT", "frame 49", "Damaged"));

    assertThat(findings())
        .contains(
            "ERROR VIDEO-CORRUPT at frame 49: 1 faults while decoding, the first: MEDIA-CORRUPT"
                + " Damaged");
  }

  @Test
  void rejectsAVideoWithoutFrames() throws IOException {
    frames(0);

    assertThat(findings())
        .contains("ERROR VIDEO-UNDECODABLE at video: Not one frame of it can be decoded.")
        .anyMatch(finding -> finding.startsWith("ERROR RECORDING-NO-FRAMES"));
  }

  @Test
  void comparesTheRateWithTheDeclaredOne() throws IOException {
    frames(50);
    declaredRate = 30;

    assertThat(findings())
        .contains(
            "WARNING VIDEO-RATE at video.mp4: It declares 30.000 frames a second and has 25.000.");
  }

  private void frames(int count) throws IOException {
    Invocation frames = new Invocation(store, new TreeMap<>());
    try (RowAppender rows = new RowAppender(frames.createTable("frames", FrameRows.SCHEMA))) {
      for (int frame = 0; frame < count; frame++) {
        rows.set(FrameRows.SCHEMA.require("time_ns"), frame * FRAME).endRow();
      }
    }
    inputs.putAll(frames.outputs());
    this.count = count;
  }

  private List<String> findings() throws IOException {
    return verdict(Parameters.STANDARD).findings().stream().map(Finding::toString).toList();
  }

  private static ValidateParameters lenient() {
    ValidateParameters standard = Parameters.STANDARD;
    return new ValidateParameters(
        Severity.NOTICE,
        Severity.NOTICE,
        standard.gap(),
        standard.freeze(),
        standard.black(),
        standard.dropped(),
        standard.rateTolerance(),
        standard.coverage(),
        standard.fixes(),
        standard.precision(),
        standard.speed());
  }

  private Verdict verdict(ValidateParameters parameters) throws IOException {
    inputs.put("manifest", put(manifest().block()));
    inputs.put("private", put(privateHalf.block()));
    inputs.put("recording", put(DagJson.block(description())));
    inputs.put("summary", put(DagJson.block(summary())));
    Invocation invocation = new Invocation(store, inputs);
    new ValidateOperator().apply(parameters, invocation);
    return invocation.read(invocation.outputs().get("verdict"), Verdict.class);
  }

  private SignedManifest manifest() {
    return new SignedManifest(
        new PublicHalf(
            Address.of(new byte[Address.LENGTH]),
            licence,
            List.of(new StreamFile("video.mp4", Cid.of(Multicodec.RAW, new byte[1]), 1)),
            PRIVATE.commitments(),
            PRIVATE.digest()),
        Optional.empty());
  }

  private RecordingDescription description() {
    return new RecordingDescription(
        Optional.empty(),
        new RecordingClock(RecordingClock.Kind.MEDIA, Optional.empty()),
        List.of(
            new RecordingDescription.Video(
                "video.mp4",
                "front",
                "mov",
                "h264",
                640,
                480,
                Optional.of(new RecordingDescription.Rate(declaredRate, 1)),
                count,
                Optional.of(0L),
                Optional.of((count - 1) * FRAME),
                Optional.empty())),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private ExaminationSummary summary() {
    return new ExaminationSummary(
        "h264", 640, 480, count, count, faults.size(), faults, 0, 0, 0, 0, 0, 0, 0);
  }

  private Cid put(Block block) {
    store.put(block);
    return block.cid();
  }
}
