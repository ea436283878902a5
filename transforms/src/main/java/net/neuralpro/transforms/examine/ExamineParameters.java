package net.neuralpro.transforms.examine;

import java.math.BigDecimal;
import java.util.List;
import net.neuralpro.connectors.media.video.analysis.ShotThresholds;
import net.neuralpro.transforms.operators.Parameter;

/** How a video is examined. */
public record ExamineParameters(
    @Parameter(
            value = "Rows of the grid per second.",
            standard = "10",
            unit = "Hz",
            minimum = "1",
            maximum = "120")
        int framesPerSecond,
    @Parameter(
            value = "The short side of the grid's pictures; their aspect is the recording's own.",
            standard = "256",
            unit = "px",
            minimum = "16",
            maximum = "2160")
        int shortSide,
    @Parameter(
            value =
                "Picture sizes (as 448x256) to choose from instead: the one of the nearest aspect,"
                    + " filled by cutting off what is beyond. Empty: the recording's own aspect.",
            standard = "[]")
        List<String> sizes,
    @Parameter(
            value = "Quantizer of H.264: smaller is better and larger.",
            standard = "26",
            minimum = "1",
            maximum = "51")
        int quantizer,
    @Parameter(
            value = "Most rows from one key frame to the next.",
            standard = "10",
            minimum = "1",
            maximum = "600")
        int groupLength,
    @Parameter(
            value = "A cut changes so many times more than the frames around it.",
            standard = "\"3\"",
            minimum = "1.01",
            maximum = "100")
        BigDecimal cutRatio,
    @Parameter(
            value = "A cut changes at least so much, as mean difference of luma and chroma.",
            standard = "\"12\"",
            unit = "levels of 256",
            minimum = "0.01",
            maximum = "255")
        BigDecimal cutScore,
    @Parameter(
            value = "Frames from one cut to the next, at least.",
            standard = "8",
            minimum = "1",
            maximum = "10000")
        int shortestShot,
    @Parameter(
            value = "A longer time from one frame to the next is a gap, which ends an episode.",
            standard = "500",
            unit = "ms",
            minimum = "1",
            maximum = "60000")
        int gap) {
  public ExamineParameters {
    sizes = List.copyOf(sizes);
  }

  ShotThresholds thresholds() {
    return new ShotThresholds(
        cutRatio.movePointRight(2).intValue(),
        Math.max(1, cutScore.multiply(BigDecimal.valueOf(256)).intValue()),
        shortestShot);
  }
}
