package net.neuralpro.connectors.media.video.analysis;

/**
 * When a change between two frames is a cut.
 *
 * @param ratioPercent the cut score over the mean of its neighbours', in percent; over 100
 * @param smallestScore the least cut score, in 1/256 level; at least 1
 * @param shortestShot the least number of frames from one cut to the next; at least 1
 */
public record ShotThresholds(int ratioPercent, int smallestScore, int shortestShot) {

  /** Finds hard cuts and lets fades, dissolves, shaking and flicker pass. */
  public static final ShotThresholds DEFAULT = new ShotThresholds(300, 12 * 256, 8);

  public ShotThresholds {
    if (ratioPercent <= 100 || smallestScore < 1 || shortestShot < 1) {
      throw new IllegalArgumentException(
          "Shot thresholds need a ratio over 100 %, a score and a length of at least 1: "
              + ratioPercent
              + ", "
              + smallestScore
              + ", "
              + shortestShot);
    }
  }
}
