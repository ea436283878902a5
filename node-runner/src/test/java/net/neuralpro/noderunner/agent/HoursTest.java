package net.neuralpro.noderunner.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
  @ParameterizedTest
  @CsvSource({"22-7, 9", "8-18, 10", "0-1, 1", "23-0, 1", "0-0, 24", "5-5, 24"})
  void areAsManyOfTheDay(String text, int count) {
    Hours hours = Hours.parse(text);
    assertThat(IntStream.range(0, 24).filter(hour -> hours.contain(LocalTime.of(hour, 59))))
        .hasSize(count);
  }

  @Test
  void goOverMidnight() {
    Hours hours = new Hours(22, 7);
    assertThat(hours.contain(LocalTime.of(21, 59))).isFalse();
    assertThat(hours.contain(LocalTime.of(22, 0))).isTrue();
    assertThat(hours.contain(LocalTime.of(6, 59))).isTrue();
    assertThat(hours.contain(LocalTime.of(7, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", "22-", "22-24", "-1-5", "22:00-7:00", "1-2-3"})
  void areReadInOneFormOnly(String text) {
    assertThatThrownBy(() -> Hours.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot ");
  }
}
