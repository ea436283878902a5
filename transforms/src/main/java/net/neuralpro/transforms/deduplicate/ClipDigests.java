package net.neuralpro.transforms.deduplicate;

import java.util.List;
import java.util.Optional;

/**
 * A digest of what is decoded of each clip: equal where every frame is, as after a re-mux.
 *
 * @param digests by clip, 64 hex digits; empty where fewer than {@link FrameDigest#DIFFERENT}
 *     frames differ from each other, which says nothing about where the clip comes from
 */
record ClipDigests(List<String> digests) {
  ClipDigests {
    digests = List.copyOf(digests);
  }

  /** The digest of the clip of this index. */
  Optional<String> of(int clip) {
    return Optional.of(digests.get(clip)).filter(digest -> !digest.isEmpty());
  }
}
