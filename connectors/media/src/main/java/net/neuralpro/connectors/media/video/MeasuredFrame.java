package net.neuralpro.connectors.media.video;

import net.neuralpro.connectors.media.video.analysis.FrameMeasures;

/**
 * A decoded frame and what was measured of it.
 *
 * @param frame its number in presentation order, from 0
 * @param timeNanos when it is shown, on the container's clock
 * @param measures what was measured
 * @param shot the number of its shot, from 0
 */
public record MeasuredFrame(long frame, long timeNanos, FrameMeasures measures, int shot) {}
