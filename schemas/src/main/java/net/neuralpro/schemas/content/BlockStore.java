package net.neuralpro.schemas.content;

import java.io.IOException;
import java.util.Optional;

/**
 * Where blocks are kept. A block that was put is there for every later get, in any process; to put
 * it twice is to put it once. Safe for use by several threads.
 */
public interface BlockStore {
  /**
   * Keeps a block.
   *
   * @throws IOException if it could not be stored; then it is not there
   */
  void put(Block block) throws IOException;

  /**
   * The block of this identifier, its bytes checked against it, or empty if it is not here.
   *
   * @throws IOException if it cannot be read or its bytes are not those of the identifier
   */
  Optional<Block> get(Cid cid) throws IOException;

  /** Whether the block is here. */
  boolean has(Cid cid) throws IOException;

  /**
   * The block of this identifier.
   *
   * @throws MissingBlockException if it is not here
   */
  default Block require(Cid cid) throws IOException {
    return get(cid).orElseThrow(() -> new MissingBlockException(cid));
  }
}
