package net.neuralpro.transforms.segment;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** The grid that is laid over frames without pixels. */
public record GridTimesParameters(
    @Parameter(
            value = "Rows per second of the grid.",
            standard = "10",
            unit = "1/s",
            minimum = "1",
            maximum = "240")
        int fps,
    @Parameter(
            value = "The longest time between two frames that belong to one shot.",
            standard = "\"0.25\"",
            unit = "s",
            minimum = "0.001",
            maximum = "3600")
        BigDecimal maximumGap) {}
