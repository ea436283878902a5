package net.neuralpro.schemas.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NeedCellTest {
  private static final long HOUR = 3_600_000_000_000L;

  @Property
  void isItsNumber(@ForAll @IntRange(min = 0, max = 64_801 * 20 - 1) int number) {
    assertThat(NeedCell.of(number).number()).isEqualTo(number);
  }

  @Test
  void anUnknownPlaceComesFirst() {
    assertThat(NeedCell.UNKNOWN.number()).isZero();
    assertThatThrownBy(() -> NeedCell.of(64_801 * 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find need cell 1296020");
  }

  @Test
  void aPlaceIsItsDegree() {
    assertThat(PlaceCell.of(47.37, 8.54)).isEqualTo(PlaceCell.of(47.99, 8.01));
    assertThat(PlaceCell.of(47.37, 8.54)).isNotEqualTo(PlaceCell.of(46.99, 8.54));
    assertThat(PlaceCell.of(-0.1, -0.1)).isNotEqualTo(PlaceCell.of(0.1, 0.1));
    assertThat(PlaceCell.of(90, 180)).isEqualTo(PlaceCell.of(89.5, -180));
    assertThat(PlaceCell.of(Double.NaN, 8)).isEqualTo(PlaceCell.UNKNOWN);
    assertThat(PlaceCell.of(91, 8)).isEqualTo(PlaceCell.UNKNOWN);
  }

  @Test
  void theTimeOfDayIsThatOfTheSun() {
    assertThat(TimeOfDay.of(3 * HOUR, PlaceCell.of(51.5, 0.5))).isEqualTo(TimeOfDay.NIGHT);
    assertThat(TimeOfDay.of(3 * HOUR, PlaceCell.of(35.5, 139.5))).isEqualTo(TimeOfDay.AFTERNOON);
    assertThat(TimeOfDay.of(3 * HOUR, PlaceCell.of(40.5, -74.5))).isEqualTo(TimeOfDay.EVENING);
    assertThat(TimeOfDay.of(-3 * HOUR, PlaceCell.of(51.5, 0.5))).isEqualTo(TimeOfDay.EVENING);
    assertThat(TimeOfDay.of(3 * HOUR, PlaceCell.UNKNOWN)).isEqualTo(TimeOfDay.UNKNOWN);
  }
}
