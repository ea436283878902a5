package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Contributors are paid by a rule that anybody can apply anew. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EpochIT {
  private static final int EPOCH_SECONDS = 3600;
  private static final int CHALLENGE_SECONDS = 61;

  @TempDir private static Path folder;

  private NeuralProcess neural;
  private NeuralProcess.Ended demonstration;
  private Path dataset;

  @BeforeAll
  void demonstrate() throws Exception {
    neural = NeuralProcess.onChain(folder.resolve("home"));
    dataset = folder.resolve("demo");
    demonstration = good(neural.run("demo", "--output", dataset));
    good(neural.run("chain", "dev"));
  }

  @AfterAll
  void endTheChain() throws Exception {
    good(neural.run("chain", "dev", "--stop"));
    assertThat(DevChain.running(neural.home().resolve("chain/dev"))).isEmpty();
  }

  @Test
  @Order(1)
  void endsTheDemonstrationWithAClaimedReward() {
    assertThat(demonstration.out())
        .containsPattern("Epoch +2 settled by statement bagu")
        .containsPattern("Reward +[1-9][0-9.]* paid to 0x")
        .contains("Proof   of sample 17");
  }

  @Test
  @Order(2)
  void endsTheDemonstrationWithAProofThatPythonAccepts() throws Exception {
    Path proof = DemoRewards.proof(dataset);
    Path block = DemoRewards.block(dataset);
    assertThat(CheckProofScript.run(proof, block, dataset)).isZero();
    good(neural.run("check", proof, "--header", block, "--dataset", dataset));

    byte[] bytes = Files.readAllBytes(proof);
    Path altered = folder.resolve("altered.json");
    for (int place = 1; place < bytes.length; place += bytes.length / 12) {
      byte[] other = bytes.clone();
      other[place] ^= 1;
      Files.write(altered, other);
      assertThat(CheckProofScript.run(altered, block, dataset)).as("byte " + place).isNotZero();
      assertThat(neural.run("check", altered, "--header", block, "--dataset", dataset).exit())
          .as("byte " + place)
          .isNotZero();
    }
  }

  @Test
  @Order(3)
  void refusesAProofBesideAChangedSampleOrManifest() throws Exception {
    for (String changed : List.of("manifest.json", "448x256/data/chunk-000/file-000.parquet")) {
      Path copy = folder.resolve("copy-" + changed.length());
      Folders.copy(dataset, copy);
      byte[] bytes = Files.readAllBytes(copy.resolve(changed));
      bytes[bytes.length / 2] ^= 1;
      Files.write(copy.resolve(changed), bytes);
      Path proof = DemoRewards.proof(dataset);
      Path block = DemoRewards.block(dataset);
      assertThat(CheckProofScript.run(proof, block, copy)).as(changed).isNotZero();
      assertThat(neural.run("check", proof, "--header", block, "--dataset", copy).exit())
          .as(changed)
          .isNotZero();
    }
  }

  @Test
  @Order(4)
  void paysNothingForCopies() throws Exception {
    assertThat(earned("alder")).isPositive();
    assertThat(earned("birch")).isPositive();
    assertThat(earned("dogwood")).isZero();
    NeuralProcess.Ended claim =
        neural.run("claim", ContributorKey.ofSeed(1, "dogwood").address().text());
    assertThat(claim.exit()).isEqualTo(Exit.REJECTED);
    assertThat(claim.err()).contains("EPOCH-NOTHING");
  }

  @Test
  @Order(5)
  void paysOnce() throws Exception {
    String alder = ContributorKey.ofSeed(1, "alder").address().text();
    assertThat(neural.run("claim", alder).err()).contains("EPOCH-NOTHING");
    String birch = ContributorKey.ofSeed(1, "birch").address().text();
    JsonNode paid = good(neural.run("claim", birch, "--json")).json();
    assertThat(new BigInteger(paid.get("paid").textValue())).isEqualTo(earned("birch"));
    assertThat(neural.run("claim", birch).err()).contains("EPOCH-NOTHING");
  }

  private BigInteger earned(String contributor) throws Exception {
    String account = ContributorKey.ofSeed(1, contributor).address().text();
    return new BigInteger(
        good(neural.run("earnings", account, "--json")).json().get("earned").textValue());
  }

  @Test
  @Order(6)
  void statesTheSameThoughKilled() throws Exception {
    long start = System.nanoTime();
    good(neural.run("epoch", "replay", 2));
    Kills kills = Kills.of(10, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    for (long epoch = 3; !kills.areOver(); epoch++) {
      good(neural.run("chain", "dev", "--advance", EPOCH_SECONDS));
      closeThoughKilled(kills, "PROPOSED");
      good(neural.run("chain", "dev", "--advance", CHALLENGE_SECONDS));
      closeThoughKilled(kills, "SETTLED", "NOTHING");
      assertThat(last()).isEqualTo(epoch);
      assertThat(settlements()).hasSize((int) epoch);
    }
    assertThat(good(neural.run("epoch", "replay", last())).out()).doesNotContain("OTHER");
  }

  private void closeThoughKilled(Kills kills, String... states) throws Exception {
    for (int kill = 0; kill < 3 && !kills.areOver(); kill++) {
      Optional<NeuralProcess.Ended> ended = kills.strike(neural.start("epoch", "close"));
      if (ended.isPresent()) {
        good(ended.get());
        break;
      }
    }
    assertThat(good(neural.run("epoch", "close", "--json")).json().get("state").textValue())
        .isIn((Object[]) states);
  }

  private long last() throws Exception {
    List<JsonNode> settlements = settlements();
    return settlements.get(settlements.size() - 1).get("epoch").longValue();
  }

  private List<JsonNode> settlements() throws Exception {
    List<JsonNode> settlements = new ArrayList<>();
    good(neural.run("epoch", "status", "--json"))
        .json()
        .get("settlements")
        .forEach(settlements::add);
    return settlements;
  }

  @Test
  @Order(7)
  void isReplayedElsewhereFromChainAndGatewayAlone() throws Exception {
    NeuralProcess.Running gateway =
        neural.start("serve-gateway", dataset, "--statements", "--listen", "127.0.0.1:0", "--json");
    try {
      String address = gateway.address();
      NeuralProcess stranger = stranger("stranger");
      NeuralProcess.Ended replayed =
          good(stranger.run("epoch", "replay", last(), "--from", address, "--json"));
      assertThat(replayed.json())
          .hasSize((int) last())
          .allMatch(each -> each.get("same").booleanValue());
      assertThat(replayed.json().findValuesAsText("root"))
          .isEqualTo(replayed.json().findValuesAsText("settled_root"));
      String cedar = ContributorKey.ofSeed(1, "cedar").address().text();
      assertThat(
              good(stranger.run("earnings", cedar, "--from", address, "--json"))
                  .json()
                  .get("earned")
                  .textValue())
          .isEqualTo(earned("cedar").toString());
    } finally {
      gateway.signal("TERM");
      gateway.await();
    }
  }

  /** Another workspace, on the same chain. */
  private NeuralProcess stranger(String name) throws Exception {
    NeuralProcess stranger = NeuralProcess.onChain(folder.resolve(name));
    Files.createDirectories(stranger.home());
    Path deployment = neural.home().resolve("chain/dev/deployment.json");
    String node =
        DevChain.running(neural.home().resolve("chain/dev")).orElseThrow().node().toString();
    Files.writeString(
        stranger.home().resolve("chain.yaml"),
        """
        chain: 31337
        nodes:
          - %s
        finality: 0
        deployment: %s
        """
            .formatted(node, deployment));
    return stranger;
  }

  @Test
  @Order(8)
  void letsTwoOperatorsCloseAnEpochOnce() throws Exception {
    long before = last();
    good(neural.run("chain", "dev", "--advance", EPOCH_SECONDS));
    NeuralProcess.Running one = neural.start("epoch", "close", "--json");
    NeuralProcess.Running two = neural.start("epoch", "close", "--json");
    NeuralProcess.Ended first = good(one.await());
    NeuralProcess.Ended second = good(two.await());
    assertThat(first.json().at("/statement/cid")).isEqualTo(second.json().at("/statement/cid"));
    good(neural.run("chain", "dev", "--advance", CHALLENGE_SECONDS));
    good(neural.run("epoch", "close"));
    assertThat(last()).isEqualTo(before + 1);
    assertThat(settlements()).hasSize((int) before + 1);
  }

  @Test
  @Order(9)
  void refusesASettlementThatIsChallenged() throws Exception {
    long before = last();
    good(neural.run("chain", "dev", "--advance", EPOCH_SECONDS));
    good(neural.run("epoch", "close"));
    good(neural.run("epoch", "challenge", before + 1, "--reason", "the root is another"));
    good(neural.run("chain", "dev", "--advance", CHALLENGE_SECONDS));
    assertThat(good(neural.run("epoch", "close", "--json")).json().get("state").textValue())
        .isEqualTo("CHALLENGED");
    assertThat(last()).isEqualTo(before);
  }

  private static NeuralProcess.Ended good(NeuralProcess.Ended ended) {
    assertThat(ended.exit()).as(ended.toString()).isZero();
    return ended;
  }
}
