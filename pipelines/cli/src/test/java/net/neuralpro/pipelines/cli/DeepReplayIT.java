package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Facts of a settled epoch are derived anew from the recordings of the demonstration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeepReplayIT {
  @TempDir private static Path folder;

  private NeuralProcess neural;

  @BeforeAll
  void demonstrate() throws Exception {
    neural = NeuralProcess.onChain(folder.resolve("home"));
    good(neural.run("demo", "--output", folder.resolve("demo")));
    good(neural.run("chain", "dev"));
  }

  @AfterAll
  void endTheChain() throws Exception {
    good(neural.run("chain", "dev", "--stop"));
  }

  @Test
  void theFactsComeOutAgainForWhoHasTheRecordings() throws Exception {
    NeuralProcess.Ended replayed =
        good(neural.run("epoch", "replay", 2, "--deep", 5, "--seed", 1, "--json"));
    JsonNode deep = replayed.json().get(1).get("deep");
    assertThat(deep.get("facts").intValue()).isEqualTo(5);
    assertThat(deep.get("seed").longValue()).isEqualTo(1);
    assertThat(deep.get("findings")).isEmpty();
    assertThat(replayed.json().get(0).has("deep")).isFalse();
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }
}
