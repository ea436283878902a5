package net.neuralpro.pipelines.flows.exchange;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.storage.BlockOrigin;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;

/** A store of blocks as an origin. */
public record StoredOrigin(String name, BlockStore store) implements BlockOrigin {
  @Override
  public Optional<Block> block(Cid cid) throws IOException {
    return store.get(cid);
  }

  @Override
  public BlockStream blocks(Cid file, ByteRange range) throws IOException {
    store.require(file);
    return DepthFirst.ofFile(store, file, range, DepthFirst.Repeats.LEFT_OUT);
  }

  @Override
  public void close() {}
}
