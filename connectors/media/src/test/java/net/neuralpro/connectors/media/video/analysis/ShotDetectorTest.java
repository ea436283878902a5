package net.neuralpro.connectors.media.video.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotDetectorTest {

  private static final int CUT = 30 * 256;

  private static List<Long> cuts(int... scores) {
    ShotDetector detector = new ShotDetector(ShotThresholds.DEFAULT);
    List<Long> cuts = new ArrayList<>();
    int decided = 0;
    for (int score : scores) {
      int ready = detector.push(score);
      for (int i = 0; i < ready; i++) {
        detector.decide().ifPresent(cuts::add);
        decided++;
      }
    }
    for (; decided < scores.length; decided++) {
      detector.decide().ifPresent(cuts::add);
    }
    return cuts;
  }

  private static int[] still(int frames, int... cutsAt) {
    int[] scores = new int[frames];
    for (int i = 1; i < frames; i++) {
      scores[i] = 100;
    }
    for (int cut : cutsAt) {
      scores[cut] = CUT;
    }
    return scores;
  }

  @Test
  void findsCuts() {
    assertThat(cuts(still(60, 10, 30))).containsExactly(10L, 30L);
  }

  @Test
  void findsACutAtTheLastFrame() {
    assertThat(cuts(still(30, 29))).containsExactly(29L);
  }

  @Test
  void neverCutsBeforeTheFirstFrame() {
    assertThat(cuts(CUT, 100, 100, 100)).isEmpty();
  }

  @Test
  void letsAFadePass() {
    int[] scores = still(60);
    for (int i = 20; i < 40; i++) {
      scores[i] = CUT;
    }
    assertThat(cuts(scores)).isEmpty();
  }

  @Test
  void letsAFlashPassAsOneCutAtMost() {
    assertThat(cuts(still(60, 20, 21))).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void keepsShotsFromBeingTooShort() {
    assertThat(cuts(still(60, 20, 25, 40))).containsExactly(20L, 40L);
  }

  @Test
  void letsSmallChangesPass() {
    int[] scores = still(60);
    scores[20] = 11 * 256;
    assertThat(cuts(scores)).isEmpty();
  }

  @Test
  void rejectsARatioThatEveryFrameReaches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShotThresholds(100, 1, 1))
        .withMessageStartingWith("Shot thresholds need a ratio over 100 %");
  }
}
