package net.neuralpro.transforms.deduplicate;

import java.util.Comparator;
import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;

/**
 * A clip among those of all recordings.
 *
 * @param recording number of its recording
 * @param turn the place of its recording in the order of registration; the largest number if it is
 *     not registered
 * @param origin who brought it
 * @param standing whether it can be in a dataset
 */
record KnownClip(
    ClipKey key, Clip clip, int recording, int turn, Origin origin, Standing standing) {
  /** Who brought a recording. */
  enum Origin {
    /** The parent version has it: it came first. */
    PARENT,
    /** It is new in this run. */
    RUN
  }

  /** Whether a clip can be in a dataset. */
  enum Standing {
    ACCEPTED,
    /** A filter leaves it out: it must not take the place of one that is accepted. */
    FILTERED
  }

  /**
   * The clip that stands for its cluster first: one that is accepted, the one whose recording was
   * registered first, the parent's, the longest, that of least key.
   */
  static final Comparator<KnownClip> PREFERENCE =
      Comparator.comparing(KnownClip::standing)
          .thenComparing(KnownClip::turn)
          .thenComparing(KnownClip::origin)
          .thenComparing(known -> known.clip().start() - known.clip().end())
          .thenComparing(KnownClip::key);
}
