package net.neuralpro.connectors.media.video.analysis;

import java.util.Optional;

/**
 * A picture of 8-bit planes.
 *
 * @param luma brightness
 * @param chromaBlue blue difference, absent in a grey picture
 * @param chromaRed red difference, absent in a grey picture
 * @param range what the levels of luma stand for
 */
public record Picture(
    Plane luma, Optional<Plane> chromaBlue, Optional<Plane> chromaRed, SampleRange range) {}
