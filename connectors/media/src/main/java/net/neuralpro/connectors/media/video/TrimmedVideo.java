package net.neuralpro.connectors.media.video;

/**
 * What a {@link StreamTrimmer} kept.
 *
 * @param startNanos time of the first frame kept, on the original's clock; it is 0 in the trimmed
 *     video
 * @param endNanos when the last frame kept is over, on the original's clock
 * @param packets packets kept
 */
public record TrimmedVideo(long startNanos, long endNanos, long packets) {}
