package net.neuralpro.connectors.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import net.neuralpro.connectors.chain.ChainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:1/secret");

  private static void requireRefused(Endpoints nodes, String rule, String... parts) {
    assertThatThrownBy(() -> nodes.ask("eth_blockNumber"))
        .isInstanceOfSatisfying(ChainException.class, e -> assertThat(e.rule()).isEqualTo(rule))
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("secret");
  }

  @Test
  void asksTheNextNodeWhenOneDoesNotAnswer() throws IOException {
    try (CannedNode node = CannedNode.ofChain7(question -> "\"0x9\"")) {
      Endpoints nodes = new Endpoints(List.of(NOBODY, node.address()), 7);

      assertThat(nodes.ask("eth_blockNumber").asText()).isEqualTo("0x9");
      assertThat(nodes.each()).hasSize(2);
    }
  }

  @Test
  void tellsThatNobodyAnswersWithoutWhatIsSecret() {
    requireRefused(
        new Endpoints(List.of(NOBODY), 7),
        "CHAIN-UNREACHABLE",
        "Cannot reach chain 7",
        "127.0.0.1");
  }

  @Test
  void refusesAnotherChain() throws IOException {
    try (CannedNode node = CannedNode.ofChain7(question -> "\"0x9\"")) {
      requireRefused(
          new Endpoints(List.of(node.address()), 8),
          "CHAIN-OTHER",
          "is a node of chain 7, not of 8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "gateway time-out"})
  void takesWhatIsNoJsonForNoAnswer(String body) throws IOException {
    try (CannedNode node = new CannedNode(200, question -> body)) {
      requireRefused(
          new Endpoints(List.of(node.address()), 7),
          "CHAIN-UNREACHABLE",
          "answers with something else than JSON");
    }
  }

  @Test
  void takesAnErrorStatusForNoAnswer() throws IOException {
    try (CannedNode node = new CannedNode(429, question -> "{}")) {
      requireRefused(
          new Endpoints(List.of(node.address()), 7),
          "CHAIN-UNREACHABLE",
          "answers with status 429");
    }
  }

  @Test
  void tellsWhatANodeCannotAnswer() throws IOException {
    try (CannedNode node =
        new CannedNode(
            200,
            question ->
                question.path("method").asText().equals("eth_chainId")
                    ? CannedNode.result("\"0x7\"")
                    : "{\"error\":{\"code\":-32601,\"message\":\"no\\nsuch method\"}}")) {
      requireRefused(
          new Endpoints(List.of(node.address()), 7),
          "CHAIN-ANSWER",
          "cannot answer eth_blockNumber: no such method");
    }
  }

  @Test
  void refusesNoNodes() {
    assertThatThrownBy(() -> new Endpoints(List.of(), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot reach a chain without a node");
  }
}
