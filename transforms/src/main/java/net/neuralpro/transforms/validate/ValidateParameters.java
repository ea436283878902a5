package net.neuralpro.transforms.validate;

import java.math.BigDecimal;
import net.neuralpro.schemas.rules.Severity;
import net.neuralpro.transforms.operators.Parameter;

/** How strictly recordings are judged. */
public record ValidateParameters(
    @Parameter(value = "What a missing or false signature leads to.", standard = "\"ERROR\"")
        Severity unsigned,
    @Parameter(value = "What a missing licence or consent leads to.", standard = "\"WARNING\"")
        Severity unlicensed,
    @Parameter(
            value = "A longer time between two frames is a gap.",
            standard = "500",
            unit = "ms",
            minimum = "1",
            maximum = "60000")
        int gap,
    @Parameter(
            value = "A longer run of equal pictures is a freeze.",
            standard = "500",
            unit = "ms",
            minimum = "1",
            maximum = "600000")
        int freeze,
    @Parameter(
            value = "A longer run of black pictures is worth a warning.",
            standard = "500",
            unit = "ms",
            minimum = "1",
            maximum = "600000")
        int black,
    @Parameter(
            value = "The share of frames that may be missing between others.",
            standard = "\"0.01\"",
            minimum = "0",
            maximum = "1")
        BigDecimal dropped,
    @Parameter(
            value = "How far the frame rate may be from the declared one, as a share of it.",
            standard = "\"0.05\"",
            minimum = "0",
            maximum = "1")
        BigDecimal rateTolerance,
    @Parameter(
            value = "The share of the video's time that a sensor must cover.",
            standard = "\"0.9\"",
            minimum = "0",
            maximum = "1")
        BigDecimal coverage,
    @Parameter(
            value = "The share of fixes that must have two dimensions or three.",
            standard = "\"0.5\"",
            minimum = "0",
            maximum = "1")
        BigDecimal fixes,
    @Parameter(
            value = "The greatest median dilution of precision.",
            standard = "\"10\"",
            minimum = "0",
            maximum = "100")
        BigDecimal precision,
    @Parameter(
            value = "Nothing that records moves faster.",
            standard = "300",
            unit = "m/s",
            minimum = "1",
            maximum = "10000")
        int speed) {}
