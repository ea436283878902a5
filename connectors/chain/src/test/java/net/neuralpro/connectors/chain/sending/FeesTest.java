package net.neuralpro.connectors.chain.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FeesTest {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

  private static BigInteger gwei(long amount) {
    return GWEI.multiply(BigInteger.valueOf(amount));
  }

  @Test
  void lastForSomeBlocksOfRisingBaseFees() {
    assertThat(Fees.of(gwei(10), gwei(2))).isEqualTo(new Fees(gwei(2), gwei(22)));
  }

  @Test
  void giveASmallTipWhereNoneIsAsked() {
    assertThat(Fees.of(gwei(10), BigInteger.ZERO).tip()).isEqualTo(BigInteger.valueOf(1_000_000));
  }

  @Test
  void neverGiveWhatNobodyShouldPay() {
    Fees asked = Fees.of(gwei(1_000_000), gwei(1_000_000));

    assertThat(asked).isEqualTo(new Fees(gwei(100), gwei(5000)));
    assertThat(asked.replacedBy(asked)).isEmpty();
  }

  @Property
  void replaceForATenthMoreAtLeast(
      @ForAll @LongRange(min = 1, max = 50_000_000_000L) long tip,
      @ForAll @LongRange(min = 1, max = 2_000_000_000_000L) long most) {
    Fees before = new Fees(BigInteger.valueOf(tip), BigInteger.valueOf(tip + most));
    Fees after = before.replacedBy(new Fees(BigInteger.ONE, BigInteger.ONE)).orElseThrow();

    assertThat(after.tip().multiply(BigInteger.TEN))
        .isGreaterThanOrEqualTo(before.tip().multiply(BigInteger.valueOf(11)));
    assertThat(after.most().multiply(BigInteger.TEN))
        .isGreaterThanOrEqualTo(before.most().multiply(BigInteger.valueOf(11)));
  }

  @Test
  void followWhatIsAskedNow() {
    assertThat(new Fees(gwei(1), gwei(2)).replacedBy(Fees.of(gwei(50), gwei(3))))
        .contains(new Fees(gwei(3), gwei(103)));
  }
}
