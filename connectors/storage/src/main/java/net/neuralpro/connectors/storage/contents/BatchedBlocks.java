package net.neuralpro.connectors.storage.contents;

import net.neuralpro.schemas.content.BlockStore;

/** A store to which many blocks are added for less together than one by one. */
public interface BatchedBlocks extends BlockStore {
  /** Blocks that will be acknowledged together. */
  BlockBatch batch();
}
