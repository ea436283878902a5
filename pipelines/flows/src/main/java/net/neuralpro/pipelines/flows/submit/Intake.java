package net.neuralpro.pipelines.flows.submit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.media.recording.DiscoveredRecording;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.recording.SignedManifest;
import net.neuralpro.schemas.recording.SignedManifest.Authenticity;
import net.neuralpro.schemas.recording.StreamFile;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.rules.RuleId;
import net.neuralpro.schemas.rules.Severity;

/**
 * Takes recordings into a workspace. One that comes with a manifest enters under it, if it is
 * signed and the files are still those that were signed. One without any is submitted on the spot
 * under the workspace's own key.
 *
 * <p>Rules: MANIFEST-UNSIGNED and MANIFEST-SIGNATURE (errors, or warnings where the unsigned is
 * admitted), MANIFEST-STREAM-CHANGED, MANIFEST-STREAM-MISSING, MANIFEST-STREAM-EXTRA (a warning: a
 * file that the manifest does not have is left out), MANIFEST-MALFORMED, MANIFEST-PRIVATE.
 */
public final class Intake {
  /** Finds out what the files of a recording say of it. */
  @FunctionalInterface
  public interface FactFinder {
    /**
     * What the files say.
     *
     * @param streams the files, which are in the block store already
     * @throws RejectedInputException if they cannot be read
     */
    RecordingFacts of(DiscoveredRecording recording, List<StreamFile> streams) throws IOException;
  }

  private final BlockStore store;
  private final Submission submission;
  private final SubmissionOptions options;
  private final FactFinder facts;
  private final Admission admission;

  /**
   * @param submission stores files and submits what has no manifest
   * @param options what is said of recordings that have no manifest
   * @param facts asked for recordings that have no manifest
   * @param admission which manifests are enough
   */
  public Intake(
      BlockStore store,
      Submission submission,
      SubmissionOptions options,
      FactFinder facts,
      Admission admission) {
    this.store = store;
    this.submission = submission;
    this.options = options;
    this.facts = facts;
    this.admission = admission;
  }

  /**
   * Takes a recording in.
   *
   * @throws RejectedInputException if it may not enter, with all reasons
   * @throws IOException if the store fails
   */
  public Submitted take(DiscoveredRecording recording) throws IOException {
    Optional<ManifestFiles.Attached> attached = ManifestFiles.of(recording).read();
    if (attached.isPresent()) {
      return takeWith(attached.get(), recording);
    }
    List<StreamFile> streams = submission.streams(recording);
    return submission.submit(recording.name(), streams, facts.of(recording, streams), options);
  }

  private Submitted takeWith(ManifestFiles.Attached attached, DiscoveredRecording recording)
      throws IOException {
    SignedManifest manifest = attached.manifest();
    List<Finding> findings = new ArrayList<>();
    authenticity(recording.name(), manifest, findings);
    refuse(findings);
    compare(manifest.publicHalf().streams(), submission.streams(recording), findings);
    refuse(findings);
    if (attached.privateHalf().isPresent()) {
      store.put(attached.privateHalf().get().block());
    }
    store.put(manifest.block());
    if (attached.registration().filter(given -> !given.opens(manifest.cid())).isPresent()) {
      throw new RejectedInputException(
          Finding.error(
              "MANIFEST-REGISTRATION",
              recording.name(),
              "The registration beside it is of another recording; perhaps it was renamed"));
    }
    return new Submitted(
        recording.name(), manifest, attached.privateHalf(), attached.registration(), findings);
  }

  private static void refuse(List<Finding> findings) throws RejectedInputException {
    if (findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR)) {
      throw new RejectedInputException(findings);
    }
  }

  private void authenticity(String name, SignedManifest manifest, List<Finding> findings) {
    Severity severity = admission == Admission.SIGNED_ONLY ? Severity.ERROR : Severity.WARNING;
    Authenticity authenticity = manifest.authenticity();
    if (authenticity == Authenticity.UNSIGNED) {
      findings.add(
          new Finding(
              new RuleId("MANIFEST-UNSIGNED"),
              severity,
              name,
              "Its manifest has no signature; perhaps ask " + contributor(manifest) + " to sign"));
    } else if (authenticity == Authenticity.FALSE) {
      findings.add(
          new Finding(
              new RuleId("MANIFEST-SIGNATURE"),
              severity,
              name,
              "Its manifest was not signed like this by "
                  + contributor(manifest)
                  + "; it was edited or somebody else signed it"));
    }
  }

  private static String contributor(SignedManifest manifest) {
    return manifest.publicHalf().contributor().text();
  }

  private static void compare(
      List<StreamFile> signed, List<StreamFile> found, List<Finding> findings) {
    Map<String, StreamFile> rest = new TreeMap<>();
    found.forEach(stream -> rest.put(stream.path(), stream));
    for (StreamFile stream : signed) {
      StreamFile file = rest.remove(stream.path());
      if (file == null) {
        findings.add(
            Finding.error(
                "MANIFEST-STREAM-MISSING",
                stream.path(),
                "The manifest has it, the folder has not"));
      } else if (!file.equals(stream)) {
        findings.add(
            Finding.error(
                "MANIFEST-STREAM-CHANGED",
                stream.path(),
                "It is not what was signed: %d bytes (%s) instead of %d (%s)"
                    .formatted(file.bytes(), file.cid(), stream.bytes(), stream.cid())));
      }
    }
    rest.keySet()
        .forEach(
            path ->
                findings.add(
                    Finding.warning(
                        "MANIFEST-STREAM-EXTRA",
                        path,
                        "The manifest does not have it, so it is left out")));
  }
}
