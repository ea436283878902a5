package net.neuralpro.transforms.segment;

import java.io.IOException;
import java.math.BigDecimal;
import net.neuralpro.schemas.table.RowAppender;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Lays a grid over the frame times of a recording whose video is not there. Input: {@code frames},
 * a table with {@code time_ns}. Output: {@code grid}, by {@link GridTable}.
 */
public final class GridTimesOperator implements Operator<GridTimesParameters> {
  @Override
  public String name() {
    return "grid-times";
  }

  @Override
  public String description() {
    return "Lays a grid of a fixed rate over frame times, for recordings without a video.";
  }

  @Override
  public Class<GridTimesParameters> parameters() {
    return GridTimesParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(GridTimesParameters parameters, Invocation invocation) throws IOException {
    long maximumGap =
        parameters.maximumGap().multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
    try (TableReader frames = invocation.table(invocation.input("frames"));
        RowAppender grid = new RowAppender(invocation.createTable("grid", GridTable.SCHEMA))) {
      GridTimes.lay(parameters.fps(), maximumGap, frames, grid);
    }
  }
}
