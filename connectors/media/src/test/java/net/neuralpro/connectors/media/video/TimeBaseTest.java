package net.neuralpro.connectors.media.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeBaseTest {

  @Property
  void roundsHalfUpLikeExactArithmetic(
      @ForAll @LongRange(min = -4_000_000_000L, max = 4_000_000_000L) long ticks,
      @ForAll @IntRange(min = 1, max = 1001) int numerator,
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int denominator) {
    BigInteger twice =
        BigInteger.valueOf(ticks)
            .multiply(BigInteger.valueOf(numerator))
            .multiply(BigInteger.valueOf(2_000_000_000L))
            .add(BigInteger.valueOf(denominator));
    BigInteger divisor = BigInteger.valueOf(2L * denominator);
    BigInteger[] parts = twice.divideAndRemainder(divisor);
    BigInteger expected = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];

    if (expected.abs().bitLength() < Long.SIZE) {
      assertThat(new TimeBase(numerator, denominator).nanos(ticks)).isEqualTo(expected.longValue());
    }
  }

  @Test
  void saysThatATimeIsTooLong() {
    assertThatThrownBy(() -> new TimeBase(1, 1).nanos(Long.MAX_VALUE / 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("long overflow");
  }

  @Test
  void rejectsAnEmptyTimeBase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimeBase(0, 25))
        .withMessage("A time base of 0/25 is not positive");
  }

  @Test
  void frameTimesAreExact() {
    assertThat(FrameRate.of(8).nanosAt(1)).isEqualTo(125_000_000L);
    assertThat(new FrameRate(30000, 1001).nanosAt(30000)).isEqualTo(1_001_000_000_000L);
  }
}
