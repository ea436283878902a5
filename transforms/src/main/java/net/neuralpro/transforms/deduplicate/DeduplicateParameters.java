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
            value = "A shorter run of matching frames does not count, but in a clip as short.",
            standard = "1000",
            unit = "ms",
            minimum = "0",
            maximum = "60000")
        int run,
    @Parameter(
            value =
                "So many of the matching pictures must differ from each other: a view that stands"
                    + " still is like any other of its place.",
            standard = "4",
            minimum = "1",
            maximum = "100")
        int pictures) {}
