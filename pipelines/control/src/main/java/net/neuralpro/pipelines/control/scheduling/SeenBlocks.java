package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/** Of a store, those blocks that somebody may know of; the others are not there for him. */
record SeenBlocks(BlockStore store, Sight sight) implements BlockStore {
  /** Which blocks somebody may know of. */
  @FunctionalInterface
  interface Sight {
    boolean holds(Cid block) throws IOException;
  }

  @Override
  public void put(Block block) {
    throw new UnsupportedOperationException("These blocks are only read");
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return sight.holds(cid) ? store.get(cid) : Optional.empty();
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return sight.holds(cid) && store.has(cid);
  }
}
