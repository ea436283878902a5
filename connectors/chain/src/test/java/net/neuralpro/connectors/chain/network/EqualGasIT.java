package net.neuralpro.connectors.chain.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.sending.AnvilNode;
import net.neuralpro.connectors.chain.sending.GethNode;
import net.neuralpro.connectors.chain.sending.TestNode;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Keccak;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same steps use the same gas on two kinds of nodes. */
class EqualGasIT {
  private static final ContributorKey KEY = ClientSuite.KEY;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  @TempDir private Path folder;

  private static Terms terms(long genesis) {
    Terms usual = ClientSuite.terms(genesis);
    Duration second = Duration.ofSeconds(1);
    return new Terms(
        usual.admin(),
        usual.treasury(),
        usual.supply(),
        new Terms.Rewards(genesis, Duration.ofHours(1), second, second, TOKEN),
        usual.tasks(),
        usual.judges());
  }

  private static Digest root(BigInteger amount) {
    byte[] leaf = new byte[64];
    System.arraycopy(KEY.address().bytes(), 0, leaf, 12, 20);
    byte[] bytes = amount.toByteArray();
    System.arraycopy(bytes, 0, leaf, 64 - bytes.length, bytes.length);
    return Digest.of(Keccak.hash(Keccak.hash(leaf)));
  }

  private interface Step {
    Place take() throws IOException;
  }

  private Map<String, Long> gas(TestNode node) throws Exception {
    node.fund(KEY.address());
    Path home = folder.resolve(node.getClass().getSimpleName());
    ChainSettings.Network settings =
        new ChainSettings.Network(
            home,
            node.chain(),
            List.of(node.address()),
            Finality.AT_ONCE,
            home.resolve("deployment.json"),
            Optional.empty());
    Map<String, Long> gas = new TreeMap<>();
    Deployment made =
        new NetworkDeployment(settings, KEY).deploy(Optional.of(1L), EqualGasIT::terms);
    for (long number = made.block(); number < made.block() + 60; number++) {
      for (var each :
          node.ask("eth_getBlockByNumber", "0x" + Long.toHexString(number), true)
              .path("transactions")) {
        gas.put(
            "deploy " + Long.decode(each.path("nonce").asText()),
            node.gas(each.path("hash").asText()));
      }
    }
    try (Chain chain = Chain.open(settings, Optional.of(KEY))) {
      Rewards rewards = chain.rewards();
      Map<String, Step> steps = new LinkedHashMap<>();
      steps.put("register", () -> chain.contributions().register(ClientSuite.digest("root"), 2));
      steps.put("revoke", () -> chain.contributions().revoke(ClientSuite.manifest("recording")));
      steps.put(
          "publish first",
          () ->
              chain
                  .datasets()
                  .publish(
                      "rides",
                      Optional.empty(),
                      ClientSuite.manifest("one"),
                      ClientSuite.digest("lineage"),
                      3));
      steps.put(
          "publish second",
          () ->
              chain
                  .datasets()
                  .publish(
                      "rides",
                      Optional.of(ClientSuite.manifest("one")),
                      ClientSuite.manifest("two"),
                      ClientSuite.digest("lineage"),
                      4));
      steps.put("fund", () -> rewards.fund("grant", ClientSuite.digest("dataset"), TOKEN));
      steps.put(
          "propose", () -> rewards.propose(1, root(TOKEN), TOKEN, ClientSuite.digest("statement")));
      steps.put("settle", () -> settled(rewards));
      steps.put("claim", () -> rewards.claim(KEY.address(), TOKEN, List.of()));
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        gas.put(step.getKey(), node.gas(step.getValue().take().transaction()));
      }
    }
    return gas;
  }

  /** Settles as soon as the time to challenge is over. */
  private static Place settled(Rewards rewards) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreException(ChainException.class)
        .until(() -> rewards.settle(1), place -> true);
  }

  @Test
  void isUsedByAnvilAndGeth() throws Exception {
    Map<String, Long> anvil;
    try (TestNode node = AnvilNode.steady(folder.resolve("anvil")).renumber(1337)) {
      anvil = gas(node);
    }
    Map<String, Long> geth;
    try (TestNode node = GethNode.start(folder.resolve("geth"))) {
      geth = gas(node);
    }
    System.out.println("Gas: " + geth);

    assertThat(geth).isEqualTo(anvil).hasSizeGreaterThanOrEqualTo(15);
  }
}
