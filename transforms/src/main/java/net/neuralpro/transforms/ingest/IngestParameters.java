package net.neuralpro.transforms.ingest;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** Parameters of operator {@code ingest}. */
public record IngestParameters(
    @Parameter(
            value =
                "Size of the cells of latitude and longitude that places are told by; doubled until"
                    + " the fixes of a recording lie in at most 256.",
            standard = "\"0.01\"",
            unit = "deg",
            minimum = "0.0001",
            maximum = "10")
        BigDecimal placeCell) {
  private static final int DECIMALS = 9;

  public IngestParameters {
    if (placeCell.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException("Cannot give place_cell more than nine decimals");
    }
  }
}
