package net.neuralpro.connectors.chain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Terms;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.rpc.Proxy;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.connectors.chain.sending.TestNode;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.Sha256;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on any kind of node. */
abstract class ClientSuite {
  static final ContributorKey KEY = ContributorKey.ofSeed(5, "operator");

  private static final long SEED = 9;
  private static final Lane.Pace PACE =
      new Lane.Pace(Duration.ofMillis(100), 3, Duration.ofSeconds(120));

  @TempDir Path folder;
  private TestNode node;

  abstract TestNode node(Path home) throws IOException;

  static Digest digest(String text) {
    return Digest.of(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  static Cid manifest(String text) {
    return Cid.of(Multicodec.DAG_JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  static Terms terms(long genesis) {
    return Terms.development(KEY.address(), genesis);
  }

  @BeforeEach
  void start() throws Exception {
    node = node(folder.resolve("node"));
    node.fund(KEY.address());
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  private Lane lane(String outbox, Finality finality, Endpoints nodes) throws IOException {
    return Lane.open(nodes, finality, new KeySigner(KEY), folder.resolve(outbox), PACE);
  }

  private Lane lane() throws IOException {
    return lane("outbox.db", Finality.AT_ONCE, node.stranger());
  }

  private static Address teller(Lane lane) throws IOException {
    return lane.send("make", Optional.empty(), TestNode.TELLER).made().orElseThrow();
  }

  private static CompletableFuture<Lane.Included> sending(
      Lane lane, String name, Address contract) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return lane.send(name, Optional.of(contract.text()), "0x");
          } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
          }
        });
  }

  @Test
  void hasAllThatIsAskedOfANetwork() throws Exception {
    ChainSettings.Network settings =
        new ChainSettings.Network(
            folder.resolve("chain"),
            node.chain(),
            List.of(node.address()),
            Finality.AT_ONCE,
            folder.resolve("network.json"),
            Optional.empty());
    assertThatThrownBy(() -> Chain.open(settings, Optional.of(KEY)))
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-UNDEPLOYED"));
    NetworkDeployment deployment = new NetworkDeployment(settings, KEY);
    assertThat(deployment.deploy(Optional.of(1L), ClientSuite::terms))
        .isEqualTo(deployment.deploy(Optional.of(1L), ClientSuite::terms));
    try (Chain chain = Chain.open(settings, Optional.of(KEY))) {
      assertThat(chain.checkContracts()).allMatch(each -> each.state().name().equals("GENUINE"));
      assertThat(chain.askEachNode()).allMatch(Chain.NodeState::agrees);
      Place registered = chain.contributions().register(digest("root"), 2);
      assertThat(chain.contributions().register(digest("root"), 2)).isEqualTo(registered);
      chain.datasets().publish("rides", Optional.empty(), manifest("one"), digest("lineage"), 3);
      chain.contributions().revoke(manifest("recording"));
      chain.rewards().fund("grant", digest("dataset"), BigInteger.TEN);

      assertThat(chain.contributions().registrations()).hasSize(1);
      assertThat(chain.datasets().publications()).hasSize(1);
      assertThat(chain.contributions().revocations()).hasSize(1);
      assertThat(chain.rewards().fundings()).hasSize(1);
    }
  }

  @Test
  void survivesANodeThatIsKilledAtAnyMoment() throws Exception {
    Random random = new Random(SEED);
    try (Lane lane = lane()) {
      Address contract = teller(lane);
      TimeUnit.MILLISECONDS.sleep(2200);
      for (int index = 0; index < 3; index++) {
        CompletableFuture<Lane.Included> sending = sending(lane, "call " + index, contract);
        int moment = random.nextInt(1500);
        System.out.printf("Seed %d: the node is killed after %d ms%n", SEED, moment);
        TimeUnit.MILLISECONDS.sleep(moment);
        node.kill();
        sending.get(120, TimeUnit.SECONDS);
      }
      lane.resume();
      lane.send("last", Optional.of(contract.text()), "0x");

      assertThat(node.calls(contract)).isEqualTo(4);
      assertThat(node.count(KEY.address())).isEqualTo(5);
    }
  }

  @Test
  void survivesBlocksThatGoAway() throws Exception {
    try (Lane lane = lane()) {
      Address contract = teller(lane);
      try (Lane patient = lane("outbox.db", Finality.below(6), node.stranger())) {
        TimeUnit.SECONDS.sleep(7);
        CompletableFuture<Lane.Included> sending = sending(patient, "call", contract);
        while (node.calls(contract) == 0) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        node.reorganise(2);
        Lane.Included included = sending.get(120, TimeUnit.SECONDS);

        assertThat(node.calls(contract)).isEqualTo(1);
        assertThat(node.count(KEY.address())).isEqualTo(2);
        assertThat(node.gas(included.transaction())).isEqualTo(included.gas());
      }
    }
  }

  @Test
  void sharesItsKeyWithAnotherWorkspace() throws Exception {
    Address contract;
    try (Lane lane = lane()) {
      contract = teller(lane);
    }
    try (Lane one = lane("one.db", Finality.AT_ONCE, node.stranger());
        Lane other = lane("other.db", Finality.AT_ONCE, node.stranger())) {
      for (int index = 0; index < 3; index++) {
        CompletableFuture<Lane.Included> first = sending(one, "one " + index, contract);
        CompletableFuture<Lane.Included> second = sending(other, "other " + index, contract);
        first.get(120, TimeUnit.SECONDS);
        second.get(120, TimeUnit.SECONDS);
      }
    }

    assertThat(node.calls(contract)).isEqualTo(6);
    assertThat(node.count(KEY.address())).isEqualTo(7);
  }

  @Test
  void goesOnByAnotherNodeAndBelievesNoReceiptAlone() throws Exception {
    try (Proxy first = new Proxy(node.address());
        Proxy liar =
            new Proxy(node.address())
                .lie(
                    (method, result) -> {
                      result
                          .findParents("cumulativeGasUsed")
                          .forEach(each -> ((ObjectNode) each).put("status", "0x0"));
                      return result;
                    })) {
      try (Lane deceived =
          lane(
              "deceived.db",
              Finality.AT_ONCE,
              new Endpoints(List.of(liar.address()), node.chain()))) {
        assertThatThrownBy(() -> teller(deceived))
            .hasMessageContaining("has others than its header shows");
      }
      try (Lane lane =
          lane(
              "deceived.db",
              Finality.AT_ONCE,
              new Endpoints(
                  List.of(first.address(), liar.address(), node.address()), node.chain()))) {
        Address contract = teller(lane);
        CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
        first.close();
        sending.get(120, TimeUnit.SECONDS);

        assertThat(node.calls(contract)).isEqualTo(1);
        assertThat(node.count(KEY.address())).isEqualTo(2);
      }
    }
  }
}
