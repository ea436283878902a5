package net.neuralpro.connectors.media.video;

import java.util.Optional;

/**
 * What a video stream declares of its pictures.
 *
 * @param width coded width in samples
 * @param height coded height in samples
 * @param pixelFormat libav's name of the pixel format, such as {@code yuv420p}
 * @param declaredRate the container's base rate
 * @param averageRate frames over duration
 * @param rotation clockwise turn in degrees that a player applies: 0, 90, 180 or 270
 * @param sampleAspect width over height of one sample, 1/1 where undeclared
 * @param colour colour space and range, such as {@code bt709/tv}
 */
public record PictureDescription(
    int width,
    int height,
    String pixelFormat,
    Optional<FrameRate> declaredRate,
    Optional<FrameRate> averageRate,
    int rotation,
    SampleAspect sampleAspect,
    String colour) {}
