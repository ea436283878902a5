package net.neuralpro.transforms.deduplicate;

import net.neuralpro.schemas.clip.Clip;
import net.neuralpro.schemas.clip.ClipKey;

/**
 * A clip with the fingerprints of its frames.
 *
 * @param recording number of its recording among all
 * @param origin whether the parent version has it
 * @param times of the frames, ascending
 * @param fingerprints of the frames
 */
record ClipFrames(
    ClipKey key, Clip clip, int recording, Origin origin, long[] times, long[] fingerprints) {
  /** Where a clip comes from. */
  enum Origin {
    /** The parent version has it: it came first. */
    PARENT,
    /** The run brought it. */
    RUN
  }

  int frames() {
    return times.length;
  }
}
