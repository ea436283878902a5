package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/**
 * A store that has what others have: a block that is missing is fetched from them, checked, and
 * kept.
 */
public record KeptBlocks(BlockStore own, Fetcher others) implements BlockStore {
  @Override
  public void put(Block block) throws IOException {
    own.put(block);
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    Optional<Block> block = own.get(cid);
    if (block.isPresent()) {
      return block;
    }
    Block fetched = others.block(cid);
    own.put(fetched);
    return Optional.of(fetched);
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return own.has(cid);
  }
}
