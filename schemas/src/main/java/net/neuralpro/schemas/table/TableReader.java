package net.neuralpro.schemas.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a table from its first row to its last, a batch at a time. */
public interface TableReader extends Closeable {
  TableSchema schema();

  /**
   * The next rows, or empty after the last. A batch that it gave is never touched again.
   *
   * @throws IOException if the table cannot be read; the message names what was wrong
   */
  Optional<Batch> next() throws IOException;
}
