package net.neuralpro.pipelines.flows.submit;

import java.util.Optional;
import net.neuralpro.schemas.recording.Consent;
import net.neuralpro.schemas.recording.Licence;
import net.neuralpro.schemas.recording.Place;
import net.neuralpro.schemas.time.TimeRange;

/**
 * What a recording's files say of it before it is submitted.
 *
 * @param device what recorded it
 * @param captured nanoseconds since 1970-01-01T00:00:00Z from its first to its last sample
 * @param place its first satellite fix
 * @param licence as its declaration says
 * @param consent as its declaration says
 */
public record RecordingFacts(
    Optional<String> device,
    Optional<TimeRange> captured,
    Optional<Place> place,
    Optional<Licence> licence,
    Optional<Consent> consent) {
  /** Nothing is known. */
  public static final RecordingFacts NONE =
      new RecordingFacts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
