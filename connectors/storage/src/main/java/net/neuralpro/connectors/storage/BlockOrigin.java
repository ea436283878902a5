package net.neuralpro.connectors.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;

/**
 * Whence blocks are fetched. It need not be trusted: what it gives is checked, and what it
 * withholds is an error of the fetch, never a hole in a file. Safe for use by several threads.
 */
public interface BlockOrigin extends Closeable {
  /** What messages call it. */
  String name();

  /**
   * One block, or empty if it is not there.
   *
   * @throws IOException if it cannot be asked, or what it gives is not genuine
   */
  Optional<Block> block(Cid cid) throws IOException;

  /**
   * The blocks of a file, depth first in the order of its bytes: the inner nodes above the range
   * and the chunks that hold bytes of it. A block that was given before may be left out when it
   * comes again.
   *
   * @throws IOException if it cannot be asked or does not have the file
   */
  BlockStream blocks(Cid file, ByteRange range) throws IOException;
}
