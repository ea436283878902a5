package net.neuralpro.transforms.split;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;

/**
 * A recording that is to be put into a split.
 *
 * @param recording the recording
 * @param rows rows of its clips, its weight
 * @param keys what must not be in two splits, as texts that are equal for what is the same
 * @param fixed the split that it is in already, in the parent version
 */
record Member(Cid recording, long rows, List<String> keys, Optional<String> fixed) {
  Member {
    keys = List.copyOf(keys);
  }
}
