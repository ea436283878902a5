package net.neuralpro.connectors.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;

/** Blocks one after another, each of them checked against its identifier. */
public interface BlockStream extends Closeable {
  /**
   * The next block, or empty after the last.
   *
   * @throws IOException if the stream breaks off, stalls, or holds a block that is not genuine
   */
  Optional<Block> next() throws IOException;
}
