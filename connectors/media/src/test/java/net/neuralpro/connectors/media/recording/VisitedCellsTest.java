package net.neuralpro.connectors.media.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.neuralpro.schemas.recording.RecordingDescription;
import net.neuralpro.schemas.recording.RecordingDescription.Cell;
import org.junit.jupiter.api.Test;

class VisitedCellsTest {
  private static final BigDecimal SIZE = new BigDecimal("0.01");

  private record Fix(double latitude, double longitude) {}

  private static VisitedCells visited(List<Fix> fixes) {
    VisitedCells visited = new VisitedCells(SIZE);
    fixes.forEach(fix -> visited.add(fix.latitude(), fix.longitude()));
    return visited;
  }

  private static Cell cell(String latitude, String longitude, String size) {
    return new Cell(new BigDecimal(latitude), new BigDecimal(longitude), new BigDecimal(size));
  }

  @Test
  void tellsEveryCellOnceInOrder() {
    VisitedCells visited =
        visited(List.of(new Fix(47.38, 8.549), new Fix(-0.001, 8.541), new Fix(47.389, 8.54)));

    assertThat(visited.describe())
        .containsExactly(cell("-0.01", "8.54", "0.01"), cell("47.38", "8.54", "0.01"));
    assertThat(visited.finding()).isEmpty();
  }

  @Test
  void passesOverWhatIsNotOnTheEarth() {
    VisitedCells visited =
        visited(List.of(new Fix(Double.NaN, 8), new Fix(91, 8), new Fix(47, -180.5)));

    assertThat(visited.describe()).isEmpty();
  }

  @Test
  void hasOneMeridianOppositeOfGreenwich() {
    assertThat(visited(List.of(new Fix(0, 180), new Fix(0, -180))).describe())
        .containsExactly(cell("0", "-180", "0.01"));
  }

  @Test
  void tellsALongWayByCoarserCells() {
    List<Fix> fixes = new ArrayList<>();
    for (int step = 0; step <= RecordingDescription.MAX_CELLS; step++) {
      fixes.add(new Fix(47.005 + step / 100.0, 8.005));
    }

    VisitedCells visited = visited(fixes);

    assertThat(visited.describe())
        .hasSize(129)
        .startsWith(cell("47", "8", "0.02"))
        .endsWith(cell("49.56", "8", "0.02"));
    assertThat(visited.finding().orElseThrow())
        .hasToString(
            "NOTICE INGEST-CELLS at satellite fixes: They lie in more than 256 cells of 0.01°, and"
                + " are told by cells of 0.02°");
  }

  @Property(tries = 50)
  void holdsEveryFixWhateverTheOrder(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 180) double spread) {
    Random random = new Random(seed);
    List<Fix> fixes = new ArrayList<>();
    for (int fix = 0; fix < 1000; fix++) {
      fixes.add(
          new Fix((random.nextDouble() - 0.5) * spread, (random.nextDouble() - 0.5) * spread));
    }
    List<Cell> cells = visited(fixes).describe();
    Collections.shuffle(fixes, random);

    assertThat(visited(fixes).describe()).isEqualTo(cells);
    assertThat(cells).hasSizeLessThanOrEqualTo(RecordingDescription.MAX_CELLS).isSorted();
    assertThat(cells.stream().map(Cell::size).distinct()).hasSize(1);
    for (Fix fix : fixes) {
      Cell own = visited(List.of(fix)).describe().get(0);
      assertThat(cells).contains(own.within(cells.get(0).size()));
    }
  }

  @Test
  void refusesACellWithoutASize() {
    for (String size : List.of("0", "-1", "0.0000000001")) {
      assertThatThrownBy(() -> new VisitedCells(new BigDecimal(size)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot tell places by cells of %s degrees: it must be positive and have at most"
                      .formatted(size)
                  + " nine decimals");
    }
  }
}
