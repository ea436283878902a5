package net.neuralpro.transforms.measure;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** What a clip's scores must be. Thresholds of frames say nothing where none were measured. */
public record FilterParameters(
    @Parameter(
            value = "The greatest share of frozen frames.",
            standard = "\"0.2\"",
            minimum = "0",
            maximum = "1")
        BigDecimal maximumFrozenFraction,
    @Parameter(
            value = "The greatest share of black frames.",
            standard = "\"0.2\"",
            minimum = "0",
            maximum = "1")
        BigDecimal maximumBlackFraction,
    @Parameter(
            value = "The least mean luma, of 255.",
            standard = "\"0\"",
            minimum = "0",
            maximum = "255")
        BigDecimal minimumLuma,
    @Parameter(
            value = "The greatest mean luma, of 255.",
            standard = "\"255\"",
            minimum = "0",
            maximum = "255")
        BigDecimal maximumLuma,
    @Parameter(
            value = "The greatest mean share of nearly white samples.",
            standard = "\"1\"",
            minimum = "0",
            maximum = "1")
        BigDecimal maximumBrightFraction,
    @Parameter(
            value = "The least mean sharpness, variance of the Laplacian.",
            standard = "\"0\"",
            minimum = "0")
        BigDecimal minimumSharpness,
    @Parameter(
            value = "The greatest mean noise, standard deviation in levels of luma.",
            standard = "\"255\"",
            minimum = "0")
        BigDecimal maximumNoise,
    @Parameter(
            value = "The least mean motion, mean absolute difference in levels of luma.",
            standard = "\"0\"",
            minimum = "0")
        BigDecimal minimumMotion,
    @Parameter(
            value = "The greatest mean motion, mean absolute difference in levels of luma.",
            standard = "\"255\"",
            minimum = "0")
        BigDecimal maximumMotion,
    @Parameter(
            value = "The least coverage of rows by any stream; 0 accepts clips without sensors.",
            standard = "\"0\"",
            minimum = "0",
            maximum = "1")
        BigDecimal minimumSensorCoverage) {}
