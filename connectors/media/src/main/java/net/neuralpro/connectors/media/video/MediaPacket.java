package net.neuralpro.connectors.media.video;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One packet of a stream, before any decoding.
 *
 * @param stream the stream's index
 * @param presentation when it is shown, nanoseconds on the container's clock, where known
 * @param decoding when it is decoded, likewise
 * @param duration nanoseconds, 0 where unknown
 * @param key whether decoding can begin here
 * @param bytes its size
 * @param position the byte of the file where it begins, −1 where unknown
 * @param payload its bytes, if they were asked for
 */
public record MediaPacket(
    int stream,
    OptionalLong presentation,
    OptionalLong decoding,
    long duration,
    boolean key,
    int bytes,
    long position,
    Optional<byte[]> payload) {}
