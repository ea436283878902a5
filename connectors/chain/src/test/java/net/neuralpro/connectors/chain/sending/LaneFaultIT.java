package net.neuralpro.connectors.chain.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.rpc.Proxy;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.RawTransaction;

/**
 * Whatever happens to the chain, its nodes and this program: nothing is sent twice, none is lost.
 */
class LaneFaultIT {
  private static final Address ACCOUNT = LaneProcess.KEY.address();
  private static final long SEED = 9;

  @TempDir private Path folder;

  private Lane lane(Endpoints nodes, Finality finality) throws IOException {
    return Lane.open(
        nodes,
        finality,
        new KeySigner(LaneProcess.KEY),
        folder.resolve("outbox.db"),
        LaneProcess.PACE);
  }

  private Address teller(AnvilNode node, Lane lane) throws Exception {
    node.fund(ACCOUNT);
    node.mineOn();
    Address contract = lane.send("make", Optional.empty(), TestNode.TELLER).made().orElseThrow();
    node.rest();
    return contract;
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

  private static String pending(AnvilNode node) {
    AtomicReference<String> hash = new AtomicReference<>("");
    await()
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () -> {
              node.pool()
                  .forEach(
                      account -> account.forEach(each -> hash.set(each.path("hash").asText())));
              return !hash.get().isEmpty();
            });
    return hash.get();
  }

  @Test
  void survivesAChainThatIsKilledAtAnyMoment() throws Exception {
    Random random = new Random(SEED);
    try (AnvilNode node = AnvilNode.steady(folder.resolve("chain"));
        Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
      node.fund(ACCOUNT);
      Address contract = lane.send("make", Optional.empty(), TestNode.TELLER).made().orElseThrow();
      TimeUnit.MILLISECONDS.sleep(2200);
      for (int index = 0; index < 5; index++) {
        CompletableFuture<Lane.Included> sending = sending(lane, "call " + index, contract);
        int moment = random.nextInt(1500);
        System.out.printf("Seed %d: the chain is killed after %d ms%n", SEED, moment);
        TimeUnit.MILLISECONDS.sleep(moment);
        node.kill();
        sending.get(90, TimeUnit.SECONDS);
      }
      lane.resume();
      await().atMost(20, TimeUnit.SECONDS).until(() -> node.count(ACCOUNT) == 6);

      assertThat(node.calls(contract)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void survivesBlocksThatGoAway(int depth) throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Lane lane = lane(node.stranger(), Finality.below(12))) {
      Address contract = teller(node, lane);
      CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
      pending(node);
      node.mine(depth);
      assertThat(node.calls(contract)).isEqualTo(1);
      node.ask("anvil_reorg", depth, List.of());
      assertThat(node.calls(contract)).isZero();
      node.mineOn();
      Lane.Included included = sending.get(90, TimeUnit.SECONDS);

      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(2);
      assertThat(node.ask("eth_getTransactionReceipt", included.transaction()).isNull()).isFalse();
    }
  }

  @Test
  void sendsAgainWhatThePoolDropped() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
      Address contract = teller(node, lane);
      CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
      node.ask("anvil_dropTransaction", pending(node));
      node.mineOn();
      sending.get(90, TimeUnit.SECONDS);

      assertThat(node.calls(contract)).isEqualTo(1);
    }
  }

  @Test
  void paysMoreWhenTheBaseFeeSoars() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
      Address contract = teller(node, lane);
      CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
      String first = pending(node);
      node.ask("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(300_000_000_000L));
      node.mineOn();
      Lane.Included included = sending.get(90, TimeUnit.SECONDS);

      assertThat(included.transaction()).isNotEqualTo(first);
      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(2);
    }
  }

  @Test
  void takesAnotherNumberWhenSomebodyElseUsedItsOwn() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
      Address contract = teller(node, lane);
      CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
      String ours = pending(node);
      String other =
          new KeySigner(LaneProcess.KEY)
              .sign(
                  RawTransaction.createTransaction(
                      DevChain.CHAIN,
                      BigInteger.ONE,
                      BigInteger.valueOf(50_000),
                      ACCOUNT.text(),
                      BigInteger.ONE,
                      "0x",
                      BigInteger.TEN.pow(11),
                      BigInteger.TEN.pow(12)));
      node.ask("eth_sendRawTransaction", other);
      node.mineOn();
      Lane.Included included = sending.get(90, TimeUnit.SECONDS);

      assertThat(included.transaction()).isNotEqualTo(ours);
      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(3);
    }
  }

  @Test
  void keepsOneRowOfNumbersForSeveralProcesses() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"))) {
      Address contract;
      try (Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
        contract = teller(node, lane);
      }
      node.mineOn();
      String address = node.address().toString();
      String outbox = folder.resolve("outbox.db").toString();
      Process one =
          LaneProcess.start(
              folder.resolve("one.log"),
              DevChain.CHAIN,
              address,
              outbox,
              contract.text(),
              "a",
              "b",
              "c",
              "one");
      Process two =
          LaneProcess.start(
              folder.resolve("two.log"),
              DevChain.CHAIN,
              address,
              outbox,
              contract.text(),
              "a",
              "b",
              "c",
              "two");

      assertThat(one.waitFor()).as(Files.readString(folder.resolve("one.log"))).isZero();
      assertThat(two.waitFor()).as(Files.readString(folder.resolve("two.log"))).isZero();
      assertThat(node.calls(contract)).isEqualTo(5);
      assertThat(node.count(ACCOUNT)).isEqualTo(6);
    }
  }

  @Test
  void goesOnWhereAProcessWasKilledBeforeItSent() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Proxy proxy = new Proxy(node.address())) {
      Address contract;
      try (Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
        contract = teller(node, lane);
      }
      AtomicReference<Process> process = new AtomicReference<>();
      proxy.listen(
          method -> {
            if (method.equals("eth_sendRawTransaction")) {
              process.get().destroyForcibly();
              throw new IllegalStateException("The process is killed before it is heard");
            }
          });
      process.set(
          LaneProcess.start(
              folder.resolve("killed.log"),
              DevChain.CHAIN,
              proxy.address().toString(),
              folder.resolve("outbox.db").toString(),
              contract.text(),
              "call"));
      assertThat(process.get().waitFor()).isNotZero();
      assertThat(node.pool()).isEmpty();
      node.mineOn();
      try (Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
        assertThat(lane.knows("call")).isTrue();
        lane.send("call", Optional.of(contract.text()), "0x");
      }

      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(2);
    }
  }

  @Test
  void goesOnByAnotherNodeWhenOneEnds() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Proxy first = new Proxy(node.address());
        Proxy second = new Proxy(node.address());
        Lane lane =
            lane(
                new Endpoints(List.of(first.address(), second.address()), DevChain.CHAIN),
                Finality.AT_ONCE)) {
      Address contract = teller(node, lane);
      CompletableFuture<Lane.Included> sending = sending(lane, "call", contract);
      pending(node);
      first.close();
      node.mineOn();
      sending.get(90, TimeUnit.SECONDS);

      assertThat(node.calls(contract)).isEqualTo(1);
    }
  }

  @Test
  void isNotDeceivedByANodeThatKeepsTransactionsToItself() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Proxy liar = new Proxy(node.address());
        Lane lane =
            lane(
                new Endpoints(List.of(liar.address(), node.address()), DevChain.CHAIN),
                Finality.AT_ONCE)) {
      Address contract = teller(node, lane);
      liar.lie(
          (method, result) ->
              method.equals("eth_getTransactionReceipt") ? NullNode.getInstance() : result);
      node.mineOn();
      lane.send("call", Optional.of(contract.text()), "0x");

      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(2);
    }
  }

  private static JsonNode failed(String method, JsonNode result) {
    if (method.equals("eth_getBlockReceipts") || method.equals("eth_getTransactionReceipt")) {
      result.findParents("status").forEach(each -> ((ObjectNode) each).put("status", "0x0"));
    }
    return result;
  }

  @Test
  void doesNotBelieveAReceiptThatItsBlockDoesNotShow() throws Exception {
    try (AnvilNode node = AnvilNode.quiet(folder.resolve("chain"));
        Proxy liar = new Proxy(node.address())) {
      Address contract;
      try (Lane lane = lane(node.stranger(), Finality.AT_ONCE)) {
        contract = teller(node, lane);
      }
      liar.lie(LaneFaultIT::failed);
      node.mineOn();
      Endpoints alone = new Endpoints(List.of(liar.address()), DevChain.CHAIN);
      try (Lane lane = lane(alone, Finality.AT_ONCE)) {
        assertThatThrownBy(() -> lane.send("call", Optional.of(contract.text()), "0x"))
            .hasMessageContaining("has others than its header shows");
      }
      Endpoints both = new Endpoints(List.of(liar.address(), node.address()), DevChain.CHAIN);
      try (Lane lane = lane(both, Finality.AT_ONCE)) {
        lane.send("call", Optional.of(contract.text()), "0x");
      }

      assertThat(node.calls(contract)).isEqualTo(1);
      assertThat(node.count(ACCOUNT)).isEqualTo(2);
    }
  }
}
