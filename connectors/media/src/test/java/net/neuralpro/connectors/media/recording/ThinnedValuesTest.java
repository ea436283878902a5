package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThinnedValuesTest {
  @Test
  void givesTheLowerMedian() {
    ThinnedValues values = new ThinnedValues();
    assertThat(values.median()).isEmpty();
    for (double value : new double[] {5, 1, 4, 2}) {
      values.add(value);
    }
    assertThat(values.median()).hasValue(2);
  }

  @Test
  void staysCloseToTheMedianOfMoreThanItKeeps() {
    ThinnedValues values = new ThinnedValues();
    for (int index = 0; index < 1_000_000; index++) {
      values.add(index);
    }
    assertThat(values.median().orElseThrow()).isCloseTo(500_000, within(200.0));
  }
}
