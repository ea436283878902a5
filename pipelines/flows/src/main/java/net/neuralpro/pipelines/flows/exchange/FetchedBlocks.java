package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/** Blocks that others have, fetched one by one. */
public record FetchedBlocks(Fetcher fetcher) implements BlockStore {
  @Override
  public void put(Block block) throws IOException {
    throw new IOException("Cannot put a block where blocks are only fetched");
  }

  @Override
  public Optional<Block> get(Cid cid) throws IOException {
    return Optional.of(fetcher.block(cid));
  }

  @Override
  public boolean has(Cid cid) throws IOException {
    return get(cid).isPresent();
  }
}
