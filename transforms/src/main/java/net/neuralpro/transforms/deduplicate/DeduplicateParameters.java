package net.neuralpro.transforms.deduplicate;

import java.math.BigDecimal;
import net.neuralpro.transforms.operators.Parameter;

/** When two clips are one. */
public record DeduplicateParameters(
    @Parameter(
            value = "Fingerprints of the same picture differ in at most so many of 64 bits.",
            standard = "4",
            unit = "bit",
            minimum = "0",
            maximum = "4")
        int bits,
    @Parameter(
            value = "The share of the shorter clip's frames that must match, in order and in time.",
            standard = "\"0.5\"",
            minimum = "0.05",
            maximum = "1")
        BigDecimal overlap,
    @Parameter(
            value = "Frames that must match at least.",
            standard = "8",
            minimum = "1",
            maximum = "1000")
        int frames) {}
