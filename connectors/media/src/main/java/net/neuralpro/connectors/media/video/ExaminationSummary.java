package net.neuralpro.connectors.media.video;

import java.util.Optional;

/**
 * What an examination found of the whole video.
 *
 * @param stream the video stream
 * @param decoding how decoding went
 * @param format of the grid video; absent if no frame was decoded
 * @param rows rows of the grid video
 * @param cuts shots that begin by a cut
 * @param gaps shots that begin after a gap
 */
public record ExaminationSummary(
    StreamDescription stream,
    DecodeReport decoding,
    Optional<GridFormat> format,
    long rows,
    long cuts,
    long gaps) {}
