package net.neuralpro.connectors.chain.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.protocol.Web3j;

class FinalityTest {
  private static String block(JsonNode question) {
    return switch (question.path("params").path(0).asText()) {
      case "latest" -> "{\"number\":\"0x64\"}";
      case "finalized" -> "{\"number\":\"0x20\"}";
      default -> "null";
    };
  }

  private static long last(Finality finality) throws IOException {
    try (CannedNode node = CannedNode.ofChain7(FinalityTest::block)) {
      return finality.last(Web3j.build(new Endpoints(List.of(node.address()), 7)));
    }
  }

  @Test
  void isWhatTheChainSaysOrADepth() throws IOException {
    assertThat(last(Finality.OWN)).isEqualTo(32);
    assertThat(last(Finality.AT_ONCE)).isEqualTo(100);
    assertThat(last(Finality.below(12))).isEqualTo(88);
    assertThat(last(Finality.below(101))).isEqualTo(-1);
  }

  @Test
  void isNothingWhileTheChainSaysNothing() throws IOException {
    try (CannedNode node = CannedNode.ofChain7(question -> "null")) {
      assertThat(Finality.OWN.last(Web3j.build(new Endpoints(List.of(node.address()), 7))))
          .isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 100_001})
  void refusesAnAbsurdDepth(int depth) {
    assertThatThrownBy(() -> Finality.below(depth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot wait for " + depth + " blocks");
  }
}
