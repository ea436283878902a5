package net.neuralpro.schemas.reward;

import java.util.Optional;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What one clip gives to a dataset version in one {@link NeedCell}, in integers. Durations are sums
 * over the clip's rows, so that a recording in parts has no more of them than the whole.
 *
 * @param dataset its identifier in the registry
 * @param version SHA-256 digest of the version's manifest
 * @param recording the blinded identifier of the clip's recording
 * @param clip its index there
 * @param contributor who signed the recording's manifest
 * @param registration when the recording was registered; absent if it was not
 * @param milliseconds how long it is, 0 to {@value #MOST}
 * @param goodMilliseconds how much of that is good: quality is their ratio
 * @param cluster the clips that show the same
 * @param rank its place among them: 0 for the one that stands for them
 * @param need what it shows
 * @param standing whether it may earn
 */
public record ContributionFact(
    Digest dataset,
    Digest version,
    Digest recording,
    int clip,
    Address contributor,
    Optional<RegistrationTurn> registration,
    long milliseconds,
    long goodMilliseconds,
    Digest cluster,
    int rank,
    NeedCell need,
    Standing standing) {
  /** The longest clip. */
  public static final long MOST = 1L << 40;

  /** Whether a clip may earn. */
  public enum Standing {
    ACCEPTED,
    /** The version refuses its recording. */
    FLAGGED,
    /** Its contributor took it back. */
    REVOKED
  }

  public ContributionFact {
    if (clip < 0 || rank < 0) {
      throw new IllegalArgumentException(
          "Cannot have clip " + clip + " of rank " + rank + " in a fact");
    }
    if (milliseconds < 0
        || milliseconds > MOST
        || goodMilliseconds < 0
        || goodMilliseconds > milliseconds) {
      throw new IllegalArgumentException(
          "Cannot have %d good ones of %d milliseconds in a fact"
              .formatted(goodMilliseconds, milliseconds));
    }
  }

  /** The same fact of a recording that stands otherwise. */
  public ContributionFact with(Standing other) {
    return new ContributionFact(
        dataset,
        version,
        recording,
        clip,
        contributor,
        registration,
        milliseconds,
        goodMilliseconds,
        cluster,
        rank,
        need,
        other);
  }

  /** The same fact of a recording that was registered then. */
  public ContributionFact with(Optional<RegistrationTurn> turn) {
    return new ContributionFact(
        dataset,
        version,
        recording,
        clip,
        contributor,
        turn,
        milliseconds,
        goodMilliseconds,
        cluster,
        rank,
        need,
        standing);
  }
}
