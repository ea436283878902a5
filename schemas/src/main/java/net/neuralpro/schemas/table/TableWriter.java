package net.neuralpro.schemas.table;

import java.io.Closeable;
import java.io.IOException;

/** Writes a table, a batch at a time; it is whole only after {@link #close}. */
public interface TableWriter extends Closeable {
  TableSchema schema();

  /** Appends rows of this writer's schema. */
  void write(Batch batch) throws IOException;
}
