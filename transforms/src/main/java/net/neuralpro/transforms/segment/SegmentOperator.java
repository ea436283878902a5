package net.neuralpro.transforms.segment;

import java.io.IOException;
import java.math.BigDecimal;
import net.neuralpro.schemas.rules.RejectedInputException;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.Nanos;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Cuts the shots of a recording into clips.
 *
 * <p>Inputs: {@code grid}, by {@link GridTable}, and {@code verdict}, which must accept the
 * recording. Outputs: {@code clips}, the {@link net.neuralpro.schemas.clip.Clips}, and {@code
 * dropped}, a {@link Verdict} of notices: what was too short to be a clip.
 */
public final class SegmentOperator implements Operator<SegmentParameters> {
  @Override
  public String name() {
    return "segment";
  }

  @Override
  public String description() {
    return "Cuts the shots of a recording into clips that start at key rows.";
  }

  @Override
  public Class<SegmentParameters> parameters() {
    return SegmentParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(SegmentParameters parameters, Invocation invocation) throws IOException {
    Verdict verdict = invocation.read("verdict", Verdict.class);
    if (!verdict.isAccepted()) {
      throw new RejectedInputException(
          verdict.findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .toList());
    }
    try (TableReader grid = invocation.table(invocation.input("grid"))) {
      Segmentation.Segments segments =
          Segmentation.cut(nanos(parameters.maximum()), nanos(parameters.minimum()), grid);
      invocation.output("clips", segments.clips());
      invocation.output("dropped", new Verdict(segments.dropped()));
    }
  }

  private static long nanos(BigDecimal seconds) {
    return seconds.multiply(BigDecimal.valueOf(Nanos.PER_SECOND)).longValue();
  }
}
