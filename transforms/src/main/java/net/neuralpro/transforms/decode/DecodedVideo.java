package net.neuralpro.transforms.decode;

import java.util.Optional;
import net.neuralpro.schemas.rules.Finding;

/**
 * What came of decoding a video.
 *
 * @param width of its first picture, 0 if there is none
 * @param height of its first picture, 0 if there is none
 * @param frames how many were decoded
 * @param faults how often something was wrong
 * @param firstFault what was wrong first; a picture of another size than the first is a fault too
 */
public record DecodedVideo(
    int width, int height, long frames, long faults, Optional<Finding> firstFault) {}
