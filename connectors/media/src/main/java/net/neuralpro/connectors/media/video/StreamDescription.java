package net.neuralpro.connectors.media.video;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One stream of a container, as the container declares it.
 *
 * @param index its number in the container, from 0
 * @param kind what it carries
 * @param codec libav's name of the codec, such as {@code h264}; {@code none} if it is unknown
 * @param codecTag the four-character code, such as {@code avc1} or {@code gpmd}; unprintable bytes
 *     as {@code .}
 * @param timeBase seconds per tick of its times
 * @param duration its length in nanoseconds, where declared
 * @param frames the number of its packets, where the container keeps an index
 * @param picture what a video stream shows
 */
public record StreamDescription(
    int index,
    StreamKind kind,
    String codec,
    String codecTag,
    TimeBase timeBase,
    OptionalLong duration,
    OptionalLong frames,
    Optional<PictureDescription> picture) {}
