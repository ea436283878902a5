package net.neuralpro.connectors.storage.contents;

import java.io.IOException;
import net.neuralpro.schemas.content.BlockStore;

/**
 * A store in which what is put is sure to outlive the machine only after {@link #flush}: many
 * blocks then cost less than one by one. They can be read at once.
 */
public interface BlockBatch extends BlockStore {
  /** Waits until all blocks that were put are sure to stay. */
  void flush() throws IOException;
}
