package net.neuralpro.connectors.chain.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;

class TermsTest {
  private static final Address ADMIN = Address.of(new byte[Address.LENGTH]);
  private static final Terms LASTING = Terms.lasting(ADMIN, ADMIN, 1);

  @Test
  void keepStakeUntilTheLastDisputeCanBeOver() {
    assertThat(LASTING.tasks().unbonding())
        .isGreaterThanOrEqualTo(LASTING.tasks().settled().plus(LASTING.judges().longest()));

    assertThatThrownBy(() -> with(Duration.ofDays(11), Duration.ofDays(20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot let stake go before");
    assertThatThrownBy(() -> with(Duration.ofDays(10), Duration.ofDays(24)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot let money go before");
  }

  private static Terms with(Duration withdrawal, Duration unbonding) {
    Duration day = Duration.ofDays(1);
    Duration settlement = Duration.ofDays(3);
    BigInteger bond = BigInteger.ONE;
    return new Terms(
        ADMIN,
        ADMIN,
        LASTING.supply(),
        LASTING.rewards(),
        new Terms.Tasks(day, day, settlement, withdrawal, unbonding, bond, bond),
        LASTING.judges());
  }

  @Test
  void refuseWhatDecidesNothing() {
    requireRefusedJudges(5, 2, 10, "Cannot decide by 2 of 5 members");
    requireRefusedJudges(8, 5, 10, "Cannot decide by 5 of 8 members");
    requireRefusedJudges(5, 3, 1, "Cannot take a penalty of 1 prices");
    assertThatThrownBy(
            () -> new Terms.Rewards(1, Duration.ZERO, Duration.ZERO, Duration.ZERO, BigInteger.ONE))
        .hasMessage("Cannot deploy with a period below 1 s");
  }

  private static void requireRefusedJudges(int places, int quorum, int factor, String message) {
    Duration day = Duration.ofDays(1);
    BigInteger bond = BigInteger.TEN;
    assertThatThrownBy(
            () ->
                new Terms.Judges(
                    day, day, day, day, day, places, quorum, factor, bond.shiftLeft(2), bond, bond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
