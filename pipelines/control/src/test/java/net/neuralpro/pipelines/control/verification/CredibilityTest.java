package net.neuralpro.pipelines.control.verification;

import static net.neuralpro.pipelines.control.verification.Nodes.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.neuralpro.pipelines.control.verification.Credibility.Vote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredibilityTest {
  private static Vote vote(int passed, int output) {
    return new Vote(new Trust(passed), output(output));
  }

  @ParameterizedTest
  @CsvSource({"0,2", "11,2", "12,3", "14,3", "15,4", "300,99"})
  void weighsANodeByItsScore(int passed, int weight) {
    assertThat(Credibility.weight(new Trust(passed))).isEqualTo(weight);
  }

  /** One output alone has all the weight that there is. */
  @Test
  void believesWhatNobodyContradicts() {
    assertThat(Credibility.believed(List.of(vote(0, 1)), 100)).contains(output(1));
  }

  /** 2·2 = 4 against 2: 4·3 = 12 is not more than (3 − 1)·6 = 12. */
  @Test
  void twoStrangersAgainstOneAreTwoThirdsExactly() {
    List<Vote> votes = List.of(vote(0, 1), vote(0, 1), vote(0, 2));
    assertThat(Credibility.believed(votes, 2)).contains(output(1));
    assertThat(Credibility.believed(votes, 3)).isEmpty();
  }

  /**
   * 99 against 2·2·2 = 8: 99·12 = 1188 is more than 11·107 = 1177; at 14, 1386 is less than 1391.
   */
  @Test
  void oneWithHistoryOutweighsThreeStrangers() {
    List<Vote> votes = List.of(vote(300, 1), vote(0, 2), vote(0, 2), vote(0, 2));
    assertThat(Credibility.believed(votes, 12)).contains(output(1));
    assertThat(Credibility.believed(votes, 14)).isEmpty();
  }

  @Test
  void believesNothingOfNobody() {
    assertThat(Credibility.believed(List.of(), 2)).isEmpty();
  }

  @Test
  void refusesALevelAtWhichTwoOutputsCouldBeBelieved() {
    assertThatThrownBy(() -> Credibility.believed(List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more is needed");
  }
}
