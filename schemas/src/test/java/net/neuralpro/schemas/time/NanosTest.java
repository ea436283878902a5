package net.neuralpro.schemas.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class NanosTest {
  @Property
  void roundsExactly(
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 4_000_000_000_000L) long count,
      @ForAll @IntRange(min = 1, max = 2000) int numerator,
      @ForAll @IntRange(min = 1000, max = 10_000_000) int denominator) {
    BigDecimal exact =
        BigDecimal.valueOf(count)
            .multiply(BigDecimal.valueOf(numerator))
            .multiply(BigDecimal.valueOf(Nanos.PER_SECOND))
            .add(new BigDecimal(denominator).divide(new BigDecimal(2)))
            .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.FLOOR);
    if (exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0) {
      assertThat(Nanos.of(count, numerator, denominator)).isEqualTo(exact.longValueExact());
    }
  }

  @Example
  void rejectsAnEmptyRange() {
    assertThatThrownBy(() -> new TimeRange(5, 5)).hasMessageContaining("empty range [5, 5)");
  }
}
