package net.neuralpro.transforms.split;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.schemas.content.Cid;

/**
 * A recording that is to be put into a split.
 *
 * @param recording the recording
 * @param rows rows of its clips, its weight
 * @param keys what must not be in two splits
 * @param fixed the split that it is in already, in the parent version
 */
record Member(Cid recording, long rows, SortedSet<Key> keys, Optional<String> fixed) {
  Member {
    keys = new TreeSet<>(keys);
  }
}
