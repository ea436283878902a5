package net.neuralpro.transforms.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;
import net.neuralpro.schemas.rules.Verdict;
import net.neuralpro.schemas.table.Batch;
import net.neuralpro.schemas.table.TableReader;
import net.neuralpro.schemas.time.TimeRange;
import net.neuralpro.transforms.operators.Invocation;
import net.neuralpro.transforms.operators.Operator;
import net.neuralpro.transforms.operators.Trust;

/**
 * Keeps the clips whose scores lie within thresholds.
 *
 * <p>Input: {@code scores}, by {@link ScoreTable}. Outputs: {@code accepted}, a list of clip
 * indexes in order, and {@code rejected}, a {@link Verdict} with an error for each threshold that a
 * clip breaks.
 */
public final class FilterOperator implements Operator<FilterParameters> {
  @Override
  public String name() {
    return "filter";
  }

  @Override
  public String description() {
    return "Keeps the clips whose scores lie within thresholds.";
  }

  @Override
  public Class<FilterParameters> parameters() {
    return FilterParameters.class;
  }

  @Override
  public Trust trust() {
    return Trust.PURE;
  }

  @Override
  public void apply(FilterParameters parameters, Invocation invocation) throws IOException {
    List<Threshold> thresholds = Threshold.of(parameters);
    List<Integer> accepted = new ArrayList<>();
    List<Finding> rejected = new ArrayList<>();
    try (TableReader scores = invocation.table(invocation.input("scores"))) {
      for (Optional<Batch> batch = scores.next(); batch.isPresent(); batch = scores.next()) {
        int[] clips = batch.get().integers(ScoreTable.CLIP);
        for (int row = 0; row < clips.length; row++) {
          List<Finding> findings = findings(thresholds, batch.get(), row);
          if (findings.isEmpty()) {
            accepted.add(clips[row]);
          }
          rejected.addAll(findings);
        }
      }
    }
    invocation.output("accepted", accepted);
    invocation.output("rejected", new Verdict(rejected));
  }

  private static List<Finding> findings(List<Threshold> thresholds, Batch scores, int row) {
    TimeRange range =
        new TimeRange(scores.longs(ScoreTable.START)[row], scores.longs(ScoreTable.END)[row]);
    String place = "clip " + scores.integers(ScoreTable.CLIP)[row] + " " + range;
    boolean measured = scores.longs(ScoreTable.FRAMES)[row] > 0;
    List<Finding> findings = new ArrayList<>();
    for (Threshold threshold : thresholds) {
      if (measured || threshold.basis() == Threshold.Basis.SENSORS) {
        threshold
            .fault(scores.doubles(threshold.score())[row])
            .ifPresent(fault -> findings.add(Finding.error(threshold.rule(), place, fault)));
      }
    }
    return findings;
  }
}
