package net.neuralpro.transforms.measure;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** When a frame counts as frozen or black. */
public record ScoreParameters(
    @Parameter(
            value =
                "The most motion of a still frame: mean absolute difference of luma to the frame"
                    + " before, in levels of 255.",
            standard = "\"0.03125\"",
            minimum = "0",
            maximum = "255")
        BigDecimal stillMotion,
    @Parameter(
            value = "The least time for which a picture must stand still to count as frozen.",
            standard = "\"0.5\"",
            unit = "s",
            minimum = "0.001",
            maximum = "3600")
        BigDecimal frozenDuration,
    @Parameter(
            value = "The least share of dark samples in a black frame.",
            standard = "\"0.98\"",
            minimum = "0",
            maximum = "1")
        BigDecimal blackDarkFraction,
    @Parameter(
            value = "The greatest mean luma of a black frame, of 255.",
            standard = "\"32\"",
            minimum = "0",
            maximum = "255")
        BigDecimal blackLuma) {}
