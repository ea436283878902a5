package net.neuralpro.connectors.chain.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.connectors.chain.rpc.Finality;
import net.neuralpro.connectors.chain.rpc.Proxy;
import net.neuralpro.connectors.chain.sending.AnvilNode;
import net.neuralpro.connectors.chain.sending.KeySigner;
import net.neuralpro.connectors.chain.sending.Lane;
import net.neuralpro.connectors.chain.sending.TestNode;
import net.neuralpro.schemas.recording.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of events is what the chain has, whatever a node says of it. */
class EventIndexFaultIT {
  private static final ContributorKey KEY = ContributorKey.ofSeed(5, "sender");
  private static final Lane.Pace PACE =
      new Lane.Pace(Duration.ofMillis(50), 3, Duration.ofSeconds(60));

  @TempDir private Path folder;
  private AnvilNode node;
  private Lane lane;
  private Address contract;

  @BeforeEach
  void start() throws Exception {
    node = AnvilNode.quiet(folder.resolve("chain"));
    node.fund(KEY.address());
    lane =
        Lane.open(
            node.stranger(),
            Finality.AT_ONCE,
            new KeySigner(KEY),
            folder.resolve("outbox.db"),
            PACE);
    node.mineOn();
    contract = lane.send("make", Optional.empty(), TestNode.TELLER).made().orElseThrow();
    call("first");
    call("second");
    node.rest();
  }

  @AfterEach
  void stop() throws Exception {
    lane.close();
    node.close();
  }

  private void call(String name) throws IOException {
    lane.send(name, Optional.of(contract.text()), "0x");
  }

  private EventIndex index(Finality finality, URI... nodes) throws IOException {
    TreeMap<String, Address> contracts = new TreeMap<>();
    Deployment.CONTRACTS.forEach(name -> contracts.put(name, contract));
    return EventIndex.open(
        folder.resolve("events.db"),
        new Endpoints(List.of(nodes), DevChain.CHAIN),
        finality,
        new Deployment(DevChain.CHAIN, 0, contracts));
  }

  private List<ChainEvent> read(EventIndex index) throws IOException {
    index.update();
    return index.events(contract, TestNode.EVENT);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void dropsWhatWasFinalAndIsNot(int depth) throws Exception {
    try (EventIndex index = index(Finality.AT_ONCE, node.address())) {
      node.mine(depth);
      node.mineOn();
      call("third");
      node.rest();
      node.mine(depth - 1);
      List<ChainEvent> before = read(index);
      assertThat(before).hasSize(3);
      node.ask("anvil_reorg", depth + 3, List.of());
      List<ChainEvent> after = read(index);

      assertThat(after).hasSize(node.calls(contract)).hasSizeLessThan(3);
      assertThat(before).containsAll(after);
      node.mineOn();
      lane.resume();
      call("fourth");
      node.rest();
      assertThat(read(index)).hasSize(node.calls(contract)).isSorted();
    }
  }

  @Test
  void waitsForTheDepthThatIsFinal() throws Exception {
    try (EventIndex index = index(Finality.below(12), node.address())) {
      assertThat(read(index)).isEmpty();
      node.ask("anvil_reorg", 1, List.of());
      node.mine(12);

      assertThat(read(index)).hasSize(node.calls(contract));
    }
  }

  private static JsonNode nothing(String method, JsonNode result) {
    return method.equals("eth_getLogs") ? ((ArrayNode) result).removeAll() : result;
  }

  @Test
  void findsEventsThatANodeKeepsBack() throws Exception {
    try (Proxy liar = new Proxy(node.address()).lie(EventIndexFaultIT::nothing);
        EventIndex index = index(Finality.AT_ONCE, liar.address())) {
      assertThat(read(index)).hasSize(2);
    }
  }

  @Test
  void findsEventsThatOneOfTwoNodesKeepsBack() throws Exception {
    try (Proxy liar = new Proxy(node.address()).lie(EventIndexFaultIT::nothing);
        EventIndex index = index(Finality.AT_ONCE, liar.address(), node.address())) {
      assertThat(read(index)).hasSize(2);
    }
  }

  private static JsonNode forged(String method, JsonNode result) {
    if (method.equals("eth_getLogs") || method.equals("eth_getBlockReceipts")) {
      result.findParents("data").forEach(each -> ((ObjectNode) each).put("data", "0x01"));
    }
    return result;
  }

  @Test
  void refusesEventsThatTheirBlockDoesNotShow() throws Exception {
    try (Proxy liar = new Proxy(node.address()).lie(EventIndexFaultIT::forged);
        EventIndex index = index(Finality.AT_ONCE, liar.address())) {
      assertThatThrownBy(() -> read(index))
          .isInstanceOfSatisfying(
              ChainException.class, e -> assertThat(e.rule()).isEqualTo("CHAIN-LIES"));
      assertThat(index.events(contract, TestNode.EVENT)).isEmpty();
    }
    try (Proxy liar = new Proxy(node.address()).lie(EventIndexFaultIT::forged);
        EventIndex index = index(Finality.AT_ONCE, liar.address(), node.address())) {
      assertThat(read(index)).hasSize(2).allMatch(event -> event.data().equals("0x"));
    }
  }

  @Test
  void passesOverANodeOfAnotherChain() throws Exception {
    try (Proxy stranger =
            new Proxy(node.address())
                .lie(
                    (method, result) ->
                        method.equals("eth_chainId") ? TextNode.valueOf("0x1") : result);
        EventIndex alone = index(Finality.AT_ONCE, stranger.address());
        EventIndex both = index(Finality.AT_ONCE, stranger.address(), node.address())) {
      assertThatThrownBy(() -> read(alone)).hasMessageContaining("is a node of chain 1");
      assertThat(read(both)).hasSize(2);
    }
  }

  @Test
  void takesNothingAsFinalOnTheWordOfOneNodeOfTwo() throws Exception {
    try (Proxy behind =
            new Proxy(node.address())
                .lie(
                    (method, result) ->
                        method.equals("eth_getBlockByNumber") && result.isObject()
                            ? nodeBlock(0)
                            : result);
        EventIndex index = index(Finality.AT_ONCE, behind.address(), node.address())) {
      assertThat(index.update()).isZero();
      assertThat(index.events(contract, TestNode.EVENT)).isEmpty();
    }
  }

  private JsonNode nodeBlock(long number) {
    try {
      return node.ask("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
