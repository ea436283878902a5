package net.neuralpro.connectors.storage.kubo;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * The blocks that a node has or finds on its network.
 *
 * @param blocks those that it has
 */
record SearchedBlocks(KuboBlocks blocks) implements BlockStore {
  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return blocks.search(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return get(cid).isPresent();
  }

  @Override
  public void put(Block block) throws IOException {
    blocks.put(block);
  }
}
