package net.neuralpro.pipelines.control.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The whole page, played anew. */
class CostToCheatIT {
  @Test
  void thePageIsWhatTheCommandWrites() throws IOException {
    assertThat(Table.page(Grid.DEFAULT, Simulation.run(Grid.DEFAULT, 1)))
        .isEqualTo(Files.readString(SimulationTest.page()));
  }
}
