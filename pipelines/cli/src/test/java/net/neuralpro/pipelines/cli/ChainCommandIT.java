package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import net.neuralpro.connectors.chain.network.ChainSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain's commands, as a person gives them. */
class ChainCommandIT {
  private static final String ADMIN = "0x52908400098527886E0F7030069857D2E4169EE7";

  @TempDir private Path home;

  private NeuralProcess.Ended neural(Object... arguments) throws Exception {
    return new NeuralProcess(home).run(arguments);
  }

  @AfterEach
  void stop() throws Exception {
    Files.deleteIfExists(home.resolve(ChainSettings.FILE));
    assertThat(neural("chain", "dev", "--stop").exit()).isZero();
  }

  @Test
  void showAChainOfOnesOwn() throws Exception {
    NeuralProcess.Ended started = neural("chain", "dev", "--json");
    assertThat(started.exit()).as("%s", started).isZero();
    long before = started.json().path("block").path("time").asLong();
    NeuralProcess.Ended later = neural("chain", "dev", "--advance", 3600, "--json");
    assertThat(later.json().path("block").path("time").asLong()).isGreaterThan(before + 3600);

    JsonNode status = neural("chain", "status", "--json").json();
    assertThat(status.path("chain").asLong()).isEqualTo(31337);
    assertThat(status.path("tokens").asText()).isEqualTo("1000000" + "0".repeat(18));
    NeuralProcess.Ended verified = neural("chain", "verify");
    assertThat(verified.exit()).as("%s", verified).isZero();
    assertThat(verified.out()).contains("agrees", "TaskEscrow").doesNotContain("other", "absent");
    assertThat(neural("chain", "dev", "--stop").out()).contains("It is ended");
    assertThat(neural("chain", "dev", "--stop").out()).contains("It does not run");
  }

  @Test
  void deployToAnotherChainAndTellWhatIsMissing() throws Exception {
    String node = neural("chain", "dev", "--json").json().path("node").asText();
    Files.writeString(
        home.resolve(ChainSettings.FILE),
        "chain: 31337\nnodes: ['%s']\nfinality: 0\ndeployment: network.json\n".formatted(node));

    NeuralProcess.Ended missing = neural("chain", "status");
    assertThat(missing.exit()).isEqualTo(Exit.CHAIN);
    assertThat(missing.err()).contains("CHAIN-UNDEPLOYED", "neural chain deploy");
    NeuralProcess.Ended deployed = neural("chain", "deploy", "--admin", ADMIN, "--json");
    assertThat(deployed.exit()).as("%s", deployed).isZero();
    assertThat(neural("chain", "deploy", "--admin", ADMIN, "--json").json())
        .isEqualTo(deployed.json());
    assertThat(neural("chain", "verify").exit()).isZero();

    Path file = home.resolve("network.json");
    JsonNode contracts = deployed.json().path("contracts");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                contracts.path("TaskEscrow").asText(), contracts.path("NodeRegistry").asText()));
    NeuralProcess.Ended altered = neural("chain", "verify", "--json");
    assertThat(altered.exit()).isEqualTo(Exit.CHAIN);
    assertThat(altered.json().path("genuine").asBoolean()).isFalse();
    Files.writeString(
        home.resolve(ChainSettings.FILE), "chain: 5\nnodes: ['%s']\n".formatted(node));
    assertThat(neural("chain", "deploy", "--admin", ADMIN).err()).contains("CHAIN-OTHER");
  }
}
