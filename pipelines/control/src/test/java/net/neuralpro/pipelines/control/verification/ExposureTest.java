package net.neuralpro.pipelines.control.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class ExposureTest {
  /** unsettled·(1−p) ≤ stake·p, whatever is asked for one after the other. */
  @Property
  void unsettledPayNeverExceedsItsBound(
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long stake,
      @ForAll @IntRange(max = Rate.MILLION) int perMillion,
      @ForAll @Size(max = 30) List<@LongRange(min = 1, max = 1_000_000) Long> prices) {
    Rate rate = new Rate(perMillion);
    BigInteger unsettled = BigInteger.ZERO;
    for (long price : prices) {
      if (Exposure.admits(BigInteger.valueOf(stake), rate, unsettled, BigInteger.valueOf(price))) {
        unsettled = unsettled.add(BigInteger.valueOf(price));
      }
      assertThat(unsettled.multiply(BigInteger.valueOf(Rate.MILLION - perMillion)))
          .isLessThanOrEqualTo(BigInteger.valueOf(stake).multiply(BigInteger.valueOf(perMillion)));
    }
  }

  @Property
  void stakeThatIsSplitCarriesNoMore(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 1_000_000) Long> stakes,
      @ForAll @IntRange(min = 1, max = Rate.MILLION) int perMillion) {
    Rate rate = new Rate(perMillion);
    long whole = stakes.stream().mapToLong(Long::longValue).sum();
    BigInteger split =
        stakes.stream()
            .map(stake -> Exposure.most(BigInteger.valueOf(stake), rate))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(split).isLessThanOrEqualTo(Exposure.most(BigInteger.valueOf(whole), rate));
  }
}
