package net.neuralpro.transforms.split;

import java.math.BigDecimal;
import java.util.List;
import net.neuralpro.transforms.operators.Parameter;

/** How recordings are parted. */
public record SplitParameters(
    @Parameter(
            value =
                "What must not be in two splits: device, contributor, place, cluster. A device is"
                    + " told by its serial number or by the name that the contributor gives it;"
                    + " mere make and model bind the recordings of one contributor only. A place"
                    + " is any cell that a recording has fixes in.",
            standard = "[\"device\", \"contributor\", \"place\", \"cluster\"]")
        List<String> by,
    @Parameter(
            value = "The share of rows that is for validation.",
            standard = "\"0.1\"",
            minimum = "0",
            maximum = "1")
        BigDecimal validation,
    @Parameter(
            value = "The share of rows that is for the test.",
            standard = "\"0.1\"",
            minimum = "0",
            maximum = "1")
        BigDecimal test) {
  private static final List<String> KEYS = List.of("device", "contributor", "place", "cluster");

  public SplitParameters {
    by = by.stream().sorted().distinct().toList();
    for (String key : by) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("Cannot split by '" + key + "': only by " + KEYS);
      }
    }
    if (validation.add(test).compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("Cannot give more than all to validation and test");
    }
  }
}
