package net.neuralpro.transforms.shard;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.segment.GridTable;

/** The rate of a grid, told by the exact times of its first two rows. */
final class GridRate {
  private GridRate() {}

  static int of(Cid grid, Invocation invocation) throws IOException {
    try (TableReader rows = invocation.table(grid)) {
      Optional<Batch> batch = rows.next();
      if (batch.isPresent() && batch.get().rows() > 1) {
        long[] times = batch.get().longs(GridTable.GRID);
        long interval = times[1] - times[0];
        if (interval > 0) {
          return (int) Math.round((double) Nanos.PER_SECOND / interval);
        }
      }
    }
    throw new IOException("Cannot tell the rate of grid " + grid + ": it has no two rows");
  }
}
