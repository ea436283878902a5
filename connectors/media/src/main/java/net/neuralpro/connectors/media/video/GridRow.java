package net.neuralpro.connectors.media.video;

import net.neuralpro.connectors.media.video.analysis.PictureSums;

/**
 * A row of the grid.
 *
 * @param row its number in the grid video, from 0
 * @param frame the number of the frame that it shows
 * @param timeNanos that frame's time on the container's clock
 * @param gridNanos the row's exact time, from the start of its shot
 * @param shot the number of its shot
 * @param kind whether decoding can begin here
 * @param picture sums of its picture's values
 */
public record GridRow(
    long row,
    long frame,
    long timeNanos,
    long gridNanos,
    int shot,
    RowKind kind,
    PictureSums picture) {}
