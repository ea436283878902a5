package net.neuralpro.transforms.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * A bound on a score.
 *
 * @param rule broken by clips beyond it
 * @param score the column of the score
 * @param bound how the score must be to the limit
 * @param limit the limit itself is within
 * @param basis what the score is of
 */
record Threshold(String rule, String score, Bound bound, BigDecimal limit, Basis basis) {
  enum Bound {
    AT_LEAST,
    AT_MOST
  }

  enum Basis {
    /** Of frames: without any it says nothing. */
    FRAMES,
    SENSORS
  }

  /** All bounds that the parameters set, in the order in which they are reported. */
  static List<Threshold> of(FilterParameters parameters) {
    return List.of(
        atMost("SCORE-FROZEN", ScoreTable.FROZEN, parameters.maximumFrozenFraction()),
        atMost("SCORE-BLACK", ScoreTable.BLACK, parameters.maximumBlackFraction()),
        atLeast("SCORE-DARK", ScoreTable.mean(Measure.LUMA_MEAN), parameters.minimumLuma()),
        atMost("SCORE-BRIGHT", ScoreTable.mean(Measure.LUMA_MEAN), parameters.maximumLuma()),
        atMost(
            "SCORE-OVEREXPOSED",
            ScoreTable.mean(Measure.BRIGHT_FRACTION),
            parameters.maximumBrightFraction()),
        atLeast("SCORE-BLURRED", ScoreTable.mean(Measure.SHARPNESS), parameters.minimumSharpness()),
        atMost("SCORE-NOISY", ScoreTable.mean(Measure.NOISE), parameters.maximumNoise()),
        atLeast("SCORE-STATIC", ScoreTable.mean(Measure.MOTION), parameters.minimumMotion()),
        atMost("SCORE-RESTLESS", ScoreTable.mean(Measure.MOTION), parameters.maximumMotion()),
        new Threshold(
            "SCORE-COVERAGE",
            ScoreTable.COVERAGE,
            Bound.AT_LEAST,
            parameters.minimumSensorCoverage(),
            Basis.SENSORS));
  }

  private static Threshold atLeast(String rule, String score, BigDecimal limit) {
    return new Threshold(rule, score, Bound.AT_LEAST, limit, Basis.FRAMES);
  }

  private static Threshold atMost(String rule, String score, BigDecimal limit) {
    return new Threshold(rule, score, Bound.AT_MOST, limit, Basis.FRAMES);
  }

  /** What is wrong with a clip of this score, empty if nothing is. */
  Optional<String> fault(double value) {
    double edge = limit.doubleValue();
    boolean within = bound == Bound.AT_LEAST ? value >= edge : value <= edge;
    if (within) {
      return Optional.empty();
    }
    return Optional.of(
        "%s is %s, %s than %s"
            .formatted(
                score,
                BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_EVEN).toPlainString(),
                bound == Bound.AT_LEAST ? "less" : "more",
                limit.toPlainString()));
  }
}
