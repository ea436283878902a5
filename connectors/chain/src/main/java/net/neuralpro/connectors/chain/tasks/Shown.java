package net.neuralpro.connectors.chain.tasks;

import java.util.List;
import net.neuralpro.schemas.recording.Digest;

/**
 * A leaf with its place in a batch.
 *
 * @param index counts from 0
 * @param leaf at this place
 * @param path the siblings up to the root, the lowest first
 */
public record Shown(int index, Leaf leaf, List<Digest> path) {
  public Shown {
    path = List.copyOf(path);
    if (index < 0) {
      throw new IllegalArgumentException("Cannot show leaf " + index);
    }
  }

  /** Whether a batch of this root and as many leaves holds the leaf at this place. */
  public boolean isIn(Digest root, int count) {
    if (index >= count || path.size() != Tree.levels(count)) {
      return false;
    }
    Digest node = leaf.hash(index);
    for (int level = 0; level < path.size(); level++) {
      node =
          (index >> level & 1) == 0
              ? Encoding.hash(node.bytes(), path.get(level).bytes())
              : Encoding.hash(path.get(level).bytes(), node.bytes());
    }
    return node.equals(root);
  }
}
