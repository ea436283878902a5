package net.neuralpro.connectors.media.video.analysis;

import java.util.OptionalLong;

/**
 * Finds hard cuts in a stream of cut scores: a frame begins a shot if its score is far above the
 * mean of the two before and the two after, as PySceneDetect's {@code AdaptiveDetector} has it. A
 * decision about a frame therefore comes {@link #LOOK_AHEAD} frames later.
 */
public final class ShotDetector {

  /** So many frames after a frame are needed to decide about it. */
  public static final int LOOK_AHEAD = 2;

  private static final int WINDOW = 2 * LOOK_AHEAD + 1;

  private final ShotThresholds thresholds;
  private final int[] scores = new int[WINDOW];
  private long pushed;
  private long decided;
  private long lastCut;

  public ShotDetector(ShotThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Takes the next frame's score.
   *
   * @return the number of frames that are decided now: 0 or 1
   */
  public int push(int cutScore) {
    scores[(int) (pushed % WINDOW)] = cutScore;
    pushed++;
    return pushed > LOOK_AHEAD ? 1 : 0;
  }

  /**
   * Decides about the next undecided frame; the frames after it that have not been pushed count as
   * absent, which is right at the end of the stream only.
   *
   * @return the frame's number if it begins a shot by a cut
   */
  public OptionalLong decide() {
    long frame = decided++;
    return frame > 0 && cutAt(frame) ? cut(frame) : OptionalLong.empty();
  }

  private OptionalLong cut(long frame) {
    lastCut = frame;
    return OptionalLong.of(frame);
  }

  private boolean cutAt(long frame) {
    long score = score(frame);
    if (score < thresholds.smallestScore() || frame - lastCut < thresholds.shortestShot()) {
      return false;
    }
    long sum = 0;
    int neighbours = 0;
    for (long i = frame - LOOK_AHEAD; i <= frame + LOOK_AHEAD; i++) {
      if (i > 0 && i != frame && i < pushed) {
        sum += score(i);
        neighbours++;
      }
    }
    return score * 100 * neighbours >= sum * thresholds.ratioPercent();
  }

  private int score(long frame) {
    return scores[(int) (frame % WINDOW)];
  }
}
