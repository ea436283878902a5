package net.neuralpro.pipelines.flows.sanitise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import net.neuralpro.schemas.recording.Place;
import org.junit.jupiter.api.Test;

class HiddenPlaceTest {
  @Test
  void readsCentreAndRadius() {
    HiddenPlace place = HiddenPlace.parse("47.3769,-8.5417:500");
    assertThat(place.centre())
        .isEqualTo(new Place(new BigDecimal("47.3769"), new BigDecimal("-8.5417")));
    assertThat(place.metres()).isEqualTo(500);
    assertThat(HiddenPlace.parse("0,0:1.5km").metres()).isEqualTo(1500);
    assertThat(HiddenPlace.parse("0, 0:20m").metres()).isEqualTo(20);
  }

  @Test
  void refusesOtherTextsWithoutRepeatingThem() {
    for (String text : List.of("", "47.3", "47.3,8.5", "91,0:5", "0,181:5", "0,0:0", "0,0:101km")) {
      assertThatThrownBy(() -> HiddenPlace.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("Cannot (hide|use) .*");
    }
    assertThat(HiddenPlace.parse("47.3769,8.5417:500").toString()).doesNotContain("47");
  }

  /** Zürich to Bern; the geodesic of WGS 84 is 95,492 m. */
  @Test
  void measuresDistancesOnTheEarth() {
    assertThat(HiddenPlace.parse("47.3769,8.5417:1").distance(46.9480, 7.4474))
        .isCloseTo(95_492, within(573.0));
    assertThat(HiddenPlace.parse("0,180:1").distance(0, -180)).isCloseTo(0, within(1e-6));
  }

  /** EPSG guidance note 7-2, section 4.1.1: 53°48'33.82"N 2°07'46.38"E, 73 m. */
  @Test
  void convertsEarthCentredPositions() {
    double[] point = Geodesy.ofEarthCentred(3_771_793.968, 140_253.342, 5_124_304.349);
    assertThat(point[0]).isCloseTo(53 + 48 / 60.0 + 33.82 / 3600, within(1e-7));
    assertThat(point[1]).isCloseTo(2 + 7 / 60.0 + 46.38 / 3600, within(1e-7));
  }

  @Test
  void readsHowMuchOfTheEndsIsTakenOff() {
    assertThat(TripEnds.parse("30")).isEqualTo(new TripEnds.Time(30_000_000_000L));
    assertThat(TripEnds.parse("1.5s")).isEqualTo(new TripEnds.Time(1_500_000_000L));
    assertThat(TripEnds.parse("500m")).isEqualTo(new TripEnds.Distance(500));
    assertThat(TripEnds.parse("1.5km")).isEqualTo(new TripEnds.Distance(1500));
    for (String text : List.of("", "-1", "5h", "0", "0.5m", "999999", "200km")) {
      assertThatThrownBy(() -> TripEnds.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Cannot trim the ends by");
    }
  }
}
