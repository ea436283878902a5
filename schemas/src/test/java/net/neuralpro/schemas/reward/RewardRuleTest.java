package net.neuralpro.schemas.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;

class RewardRuleTest {
  private static final Address PROTOCOL = Address.of(new byte[20]);
  private static final RewardRule RULE = new RewardRule(PROTOCOL, 500, 2500, 4, 1, 100, 3);

  private static final long FAR = 1L << 44;

  @Test
  void worthHalvesWithEachStepAndEnds() {
    assertThat(RULE.worth(0)).isZero();
    assertThat(RULE.worth(100)).isEqualTo(400);
    assertThat(RULE.worth(150)).isEqualTo(500);
    assertThat(RULE.worth(300)).isEqualTo(800);
    assertThat(RULE.worth(700)).isEqualTo(1200);
    assertThat(RULE.worth(FAR)).isEqualTo(1200);
  }

  @Property
  void worthNeverFallsAndMoreIsNeverWorthMoreThanWhatCameBefore(
      @ForAll @LongRange(min = 0, max = FAR) long before,
      @ForAll @LongRange(min = 0, max = FAR) long more,
      @ForAll @LongRange(min = 1, max = RewardRule.MOST_SATURATION) long saturation,
      @ForAll @IntRange(min = 1, max = RewardRule.MOST_STEPS) int steps) {
    RewardRule rule = new RewardRule(PROTOCOL, 0, 1, 1, 0, saturation, steps);
    long gain = rule.worth(before + more) - rule.worth(before);
    assertThat(gain).isNotNegative().isLessThanOrEqualTo(rule.worth(more));
  }

  @Test
  void anAwardVestsInEqualTranchesAfterTheCliff() {
    BigInteger amount = BigInteger.valueOf(103);
    long[] vested = new long[7];
    for (int epoch = 0; epoch < vested.length; epoch++) {
      vested[epoch] = RULE.vested(amount, BigInteger.ZERO, 1, 1 + epoch).longValueExact();
    }
    assertThat(vested).containsExactly(0, 25, 51, 77, 103, 103, 103);
  }

  @Property
  void neverGivesThePartsOfARecordingMoreThanTheWhole(
      @ForAll @LongRange(min = 0) long paid,
      @ForAll @LongRange(min = 0, max = 1 << 20) long others,
      @ForAll @LongRange(min = 0, max = 1 << 20) long one,
      @ForAll @LongRange(min = 0, max = 1 << 20) long other,
      @ForAll @LongRange(min = 0, max = 1 << 20) long elsewhere) {
    BigInteger money = BigInteger.valueOf(paid);
    long cell = others + one + other;
    BigInteger all = BigInteger.valueOf(RULE.worth(cell) + RULE.worth(elsewhere));
    BigInteger whole = RULE.award(money, all, cell, one + other);
    BigInteger parts = RULE.award(money, all, cell, one).add(RULE.award(money, all, cell, other));
    assertThat(parts).isLessThanOrEqualTo(whole);
    assertThat(whole).isLessThanOrEqualTo(money);
  }

  @Test
  void refusesParametersOutOfTheirRanges() {
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 2001, 1, 1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot use a reward rule with protocolShare 2001: 0 to 2000");
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 0, 0, 1, 0, 1, 1))
        .hasMessageContaining("release 0");
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 0, 1, 0, 0, 1, 1))
        .hasMessageContaining("tranches 0");
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 0, 1, 1, -1, 1, 1))
        .hasMessageContaining("cliff -1");
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 0, 1, 1, 0, 0, 1))
        .hasMessageContaining("saturation 0");
    assertThatThrownBy(() -> new RewardRule(PROTOCOL, 0, 1, 1, 0, 1, 17))
        .hasMessageContaining("steps 17");
  }
}
