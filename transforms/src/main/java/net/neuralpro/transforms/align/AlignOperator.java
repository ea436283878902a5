package net.neuralpro.transforms.align;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.clip.Clips;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.table.TableWriter;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Puts all sensor streams onto the rows of the clips.
 *
 * <p>Inputs: {@code grid}, {@code clips}, and {@code series/NAME} for each stream. Outputs: {@code
 * timeline}, a table as {@link TimelineMerge} describes it, and {@code findings}, a {@link Verdict}
 * of the samples that were left out.
 */
public final class AlignOperator implements Operator<AlignParameters> {
  private static final String SERIES = "series/";

  @Override
  public String name() {
    return "align";
  }

  @Override
  public String description() {
    return "Puts all sensor streams onto the rows of the clips, on one clock.";
  }

  @Override
  public Class<AlignParameters> parameters() {
    return AlignParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(AlignParameters parameters, Invocation invocation) throws IOException {
    SortedMap<String, TableReader> series = new TreeMap<>();
    try (TableReader grid = invocation.table(invocation.input("grid"))) {
      for (Map.Entry<String, Cid> input : invocation.inputs().entrySet()) {
        if (input.getKey().startsWith(SERIES)) {
          series.put(input.getKey().substring(SERIES.length()), invocation.table(input.getValue()));
        }
      }
      List<Finding> findings;
      TimelineMerge merge = new TimelineMerge(series, parameters::nanos);
      try (TableWriter timeline = invocation.createTable("timeline", merge.schema())) {
        findings = merge.merge(grid, invocation.read("clips", Clips.class), timeline);
      }
      invocation.output("findings", new Verdict(findings));
    } finally {
      for (TableReader reader : series.values()) {
        reader.close();
      }
    }
  }
}
