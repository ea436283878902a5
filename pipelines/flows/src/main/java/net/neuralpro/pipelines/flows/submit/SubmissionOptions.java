package net.neuralpro.pipelines.flows.submit;

import java.util.Optional;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;

/**
 * What the contributor says of a submission; it goes before what the files say.
 *
 * @param licence under which the recordings are given
 * @param consent what the contributor agrees to
 * @param device what recorded them
 */
public record SubmissionOptions(
    Optional<Licence> licence, Optional<Consent> consent, Optional<String> device) {
  /** Nothing is said. */
  public static final SubmissionOptions NONE =
      new SubmissionOptions(Optional.empty(), Optional.empty(), Optional.empty());
}
