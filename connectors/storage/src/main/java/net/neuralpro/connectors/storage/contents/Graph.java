package net.neuralpro.connectors.storage.contents;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Links;
import net.neuralpro.schemas.content.Multicodec;

/**
 * What roots link to, directly or not. Only nodes that may have links are read; of raw blocks it is
 * enough that they are there.
 */
public final class Graph {
  private final BlockStore store;
  private final Set<Cid> reached = new HashSet<>();
  private final Set<Cid> missing = new HashSet<>();

  public Graph(BlockStore store) {
    this.store = store;
  }

  /**
   * Follows all links from these roots.
   *
   * @throws IOException if a node cannot be read, or is altered
   */
  public void follow(Collection<Cid> roots) throws IOException {
    Deque<Cid> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Cid cid = open.pop();
      if (reached.contains(cid) || missing.contains(cid)) {
        continue;
      }
      if (cid.codec() == Multicodec.RAW) {
        (store.has(cid) ? reached : missing).add(cid);
        continue;
      }
      Optional<Block> block = store.get(cid);
      if (block.isEmpty()) {
        missing.add(cid);
        continue;
      }
      reached.add(cid);
      Links.of(block.get()).forEach(open::push);
    }
  }

  /** What was reached and is there. */
  public Set<Cid> reached() {
    return reached;
  }

  /** What is linked to and not there. */
  public Set<Cid> missing() {
    return missing;
  }
}
