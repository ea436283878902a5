package net.neuralpro.schemas.recording;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import net.neuralpro.schemas.rules.Finding;

/**
 * What the one decode of a video found of it as a whole.
 *
 * @param codec as libav names it
 * @param width of the coded pictures
 * @param height of the coded pictures
 * @param packets packets of the video that the container gave
 * @param frames frames that were decoded
 * @param faultCount faults while decoding
 * @param faults the first of them, with rule and place
 * @param cuts shots that begin by a cut
 * @param gaps shots that begin after a gap in time
 * @param rows rows of the grid video
 * @param gridWidth of the grid video, 0 if there is none
 * @param gridHeight of the grid video, 0 if there is none
 * @param rateFrames numerator of the grid's frames per second
 * @param rateSeconds denominator of the grid's frames per second
 */
public record ExaminationSummary(
    String codec,
    int width,
    int height,
    long packets,
    long frames,
    long faultCount,
    List<Finding> faults,
    long cuts,
    long gaps,
    long rows,
    int gridWidth,
    int gridHeight,
    int rateFrames,
    int rateSeconds) {
  public ExaminationSummary {
    faults = List.copyOf(faults);
  }

  /** Whether every declared packet became a faultless picture. */
  @JsonIgnore
  public boolean isClean() {
    return faultCount == 0;
  }
}
