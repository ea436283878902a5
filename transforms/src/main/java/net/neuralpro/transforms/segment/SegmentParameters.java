package net.neuralpro.transforms.segment;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** How long clips may be. */
public record SegmentParameters(
    @Parameter(
            value = "The longest clip.",
            standard = "\"10\"",
            unit = "s",
            minimum = "0.1",
            maximum = "3600")
        BigDecimal maximum,
    @Parameter(
            value = "The shortest clip; what is shorter is dropped.",
            standard = "\"2\"",
            unit = "s",
            minimum = "0",
            maximum = "3600")
        BigDecimal minimum) {
  public SegmentParameters {
    if (minimum.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "Cannot make clips of at least %s s and at most %s s"
              .formatted(minimum.toPlainString(), maximum.toPlainString()));
    }
  }
}
