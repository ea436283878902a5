package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.MemoryBlockStore;

/** Blocks that are only read, and some more that were made of them and are kept in memory. */
record LayeredBlocks(BlockStore below, MemoryBlockStore above) implements BlockStore {
  static LayeredBlocks over(BlockStore below) {
    return new LayeredBlocks(below, new MemoryBlockStore());
  }

  @Override
  public void put(Block block) {
    above.put(block);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Optional<Block> block = above.get(cid);
    return block.isPresent() ? block : below.get(cid);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return above.has(cid) || below.has(cid);
  }
}
