package net.neuralpro.pipelines.control.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.pipelines.control.verification.Penalties;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  private static final Grid SMALL =
      new Grid(List.of(30), List.of(50_000), List.of(0), List.of(100), 300);

  static Path page() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/reference/cost-to-cheat.md");
  }

  private static Setting setting(int share) {
    return new Setting(Grid.usual(), Simulation.DEPLOYED, share);
  }

  @ParameterizedTest
  @EnumSource
  void noStrategyGainsWithThirtyHundredthsOfTheStake(Strategy strategy) {
    for (int share = 0; share <= 30; share++) {
      assertThat(Expectation.of(strategy, setting(share)).gain())
          .as("%s at %d %%", strategy.word(), share)
          .isLessThanOrEqualTo(BigDecimal.ZERO);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPlayedIsNearWhatIsCalculated(Strategy strategy) {
    Trial.Played played = Trial.play(strategy, setting(30), 3, 2000);
    double expected = Expectation.of(strategy, setting(30)).gain().doubleValue();
    assertThat(played.mean().doubleValue()).isBetween(expected - 4, expected + 4);
  }

  @Property(tries = 50)
  void newNamesNeverGain(@ForAll @IntRange(max = 50) int share) {
    assertThat(Expectation.of(Strategy.SYBIL, setting(share)).gain())
        .isLessThanOrEqualTo(Expectation.of(Strategy.COLLUDING, setting(share)).gain());
  }

  /** With 30 % and 3 of 5: 10·0.3³·0.7² + 5·0.3⁴·0.7 + 0.3⁵ = 0.1323 + 0.02835 + 0.00243. */
  @Test
  void judgesAreCountedByTheBinomialLaw() {
    Judgement judged = Judgement.of(Simulation.DEPLOYED, 30, Strategy.COLLUDING);
    assertThat(judged.won()).isEqualByComparingTo("0.16308");
    assertThat(judged.lost()).isEqualByComparingTo("0.83692");
    assertThat(judged.open()).isEqualByComparingTo("0");
  }

  @Test
  void theSameSeedGivesTheSameOutcomeHoweverManyRunAtOnce() throws Exception {
    String first = Table.page(SMALL, Simulation.run(SMALL, 5));
    ForkJoinPool alone = new ForkJoinPool(1);
    try {
      assertThat(alone.submit(() -> Table.page(SMALL, Simulation.run(SMALL, 5))).get())
          .isEqualTo(first);
    } finally {
      alone.shutdown();
    }
    assertThat(Table.page(SMALL, Simulation.run(SMALL, 6))).isNotEqualTo(first);
  }

  @Test
  void thePageHasWhatIsCalculated() throws IOException {
    assertThat(Files.readString(page()))
        .contains(Table.calculated(Grid.DEFAULT), Table.limits(Grid.DEFAULT));
  }

  @Test
  void judgesAsNetworksAreDeployed() {
    Address address = Address.of(new byte[Address.LENGTH]);
    Penalties deployed = Penalties.of(Terms.lasting(address, address, 1).judges());
    assertThat(new Setting(Grid.usual(), deployed, 30).scaled()).isEqualTo(setting(30).scaled());
  }

  @Test
  void refusesAGridWithoutEnd() {
    assertThatThrownBy(() -> new Grid(List.of(), List.of(1), List.of(1), List.of(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 16 are needed");
    assertThatThrownBy(() -> new Grid(List.of(51), List.of(1), List.of(1), List.of(1), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("50 %");
  }
}
