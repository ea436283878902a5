package net.neuralpro.connectors.chain.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.neuralpro.connectors.chain.rpc.CannedNode;
import net.neuralpro.schemas.proof.Anchor;
import net.neuralpro.schemas.proof.BlockProof;
import net.neuralpro.schemas.proof.SampleProof;
import net.neuralpro.schemas.proof.StateProof;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;

/** A node tells the block of a real chain, word for word or not. */
class JsonRpcAnchorSourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROOF =
      Path.of(
          "../../pipelines/flows/src/test/resources/net/neuralpro/pipelines/flows/dataset",
          "anvil-proof.json");
  private static final List<String> FIELDS =
      List.of(
          "parentHash",
          "sha3Uncles",
          "miner",
          "stateRoot",
          "transactionsRoot",
          "receiptsRoot",
          "logsBloom",
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "extraData",
          "mixHash",
          "nonce",
          "baseFeePerGas",
          "withdrawalsRoot",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash");
  private static final List<String> QUANTITIES =
      List.of(
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas");

  private static SampleProof genuine;
  private static Anchor anchor;
  private static ObjectNode block;
  private static ObjectNode state;

  @BeforeAll
  static void read() throws IOException {
    genuine = SampleProof.read(Files.readAllBytes(PROOF));
    anchor = genuine.anchor().orElseThrow();
    BlockProof proof = genuine.block().orElseThrow();
    block = JSON.createObjectNode().put("hash", "0x" + proof.blockHash());
    RlpList header =
        (RlpList) RlpDecoder.decode(HexFormat.of().parseHex(proof.header())).getValues().get(0);
    for (int field = 0; field < header.getValues().size(); field++) {
      byte[] bytes = ((RlpString) header.getValues().get(field)).getBytes();
      block.put(
          FIELDS.get(field),
          "0x"
              + (QUANTITIES.contains(FIELDS.get(field))
                  ? new BigInteger(1, bytes).toString(16)
                  : HexFormat.of().formatHex(bytes)));
    }
    state = JSON.createObjectNode();
    nodes(state.putArray("accountProof"), proof.account());
    ArrayNode words = state.putArray("storageProof");
    nodes(words.addObject().putArray("proof"), proof.samples());
    nodes(words.addObject().putArray("proof"), proof.lineage());
  }

  private static void nodes(ArrayNode array, List<String> nodes) {
    nodes.forEach(node -> array.add("0x" + node));
  }

  private static CannedNode node(Function<JsonNode, String> answer) throws IOException {
    return new CannedNode(200, answer);
  }

  /** A node that answers so. */
  private static String answer(JsonNode question, String chain, JsonNode block, JsonNode state) {
    return switch (question.path("method").asText()) {
      case "eth_chainId" -> CannedNode.result("\"" + chain + "\"");
      case "eth_getBlockByNumber" -> CannedNode.result(block.toString());
      case "eth_getProof" -> CannedNode.result(state.toString());
      default -> throw new IllegalArgumentException(question.toString());
    };
  }

  private static BlockProof prove(JsonRpcAnchorSource source) throws IOException {
    return source.prove(
        anchor.registry(), StateProof.slots(anchor.dataset(), genuine.manifest().digest()));
  }

  @Test
  void takesTheProofOfANode() throws IOException {
    List<JsonNode> asked = new ArrayList<>();
    try (CannedNode node =
        node(
            question -> {
              asked.add(question);
              return answer(question, "0x7a69", block, state);
            })) {
      assertThat(prove(new JsonRpcAnchorSource(node.address())))
          .isEqualTo(genuine.block().orElseThrow());
      assertThat(new JsonRpcAnchorSource(node.address()).chain()).isEqualTo(31337);
    }
    assertThat(asked)
        .extracting(each -> each.path("method").asText())
        .containsExactly("eth_chainId", "eth_getBlockByNumber", "eth_getProof", "eth_chainId");
    assertThat(asked.get(1).at("/params/0").asText()).isEqualTo("latest");
    assertThat(asked.get(2).at("/params/0").asText()).isEqualTo(anchor.registry().text());
    assertThat(asked.get(2).at("/params/2")).isEqualTo(block.get("number"));
  }

  @Test
  void asksOtherChainsForWhatIsFinal() throws IOException {
    List<String> asked = new ArrayList<>();
    try (CannedNode node =
        node(
            question -> {
              asked.add(question.at("/params/0").asText());
              return answer(question, "0x1", block, state);
            })) {
      JsonRpcAnchorSource source = new JsonRpcAnchorSource(node.address());
      long number = StateProof.blockNumber(genuine.block().orElseThrow());
      assertThat(source.blockHash(number)).contains(genuine.block().orElseThrow().blockHash());
      assertThat(source.blockHash(number + 1)).isEmpty();
    }
    assertThat(asked)
        .containsExactly("", "finalized", block.get("number").asText(), "", "finalized");
  }

  /** Whatever a node changes: there is no proof, or one that shows nothing else. */
  @Test
  void aChangedAnswerProvesNothingElse() throws IOException {
    StateProof.Stored expected = new StateProof.Stored(anchor, genuine.lineage());
    String answers = block + "\n" + state;
    String[] told = {answers};
    int refused = 0;
    try (CannedNode node =
        node(
            question -> {
              try {
                String[] parts = told[0].split("\n", 2);
                return answer(question, "0x7a69", JSON.readTree(parts[0]), JSON.readTree(parts[1]));
              } catch (IOException e) {
                return "";
              }
            })) {
      JsonRpcAnchorSource source = new JsonRpcAnchorSource(node.address());
      for (int index = 0; index < answers.length(); index += 97) {
        char changed = answers.charAt(index) == '7' ? '8' : '7';
        told[0] = answers.substring(0, index) + changed + answers.substring(index + 1);
        Optional<StateProof.Stored> shown = shown(source);
        shown.ifPresent(stored -> assertThat(stored).isEqualTo(expected));
        refused += shown.isEmpty() ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(answers.length() / 97 - 3);
  }

  private static Optional<StateProof.Stored> shown(JsonRpcAnchorSource source) {
    try {
      BlockProof proof = prove(source);
      if (!proof.blockHash().equals(genuine.block().orElseThrow().blockHash())) {
        return Optional.empty();
      }
      return Optional.of(
          StateProof.read(
              proof,
              anchor.chain(),
              anchor.registry(),
              anchor.dataset(),
              genuine.manifest().digest()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Test
  void saysWhatTheNodeDidNotAnswer() throws IOException {
    assertRefused(
        question -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"message\":\"no such method\"}}",
        "Cannot get eth_chainId of the node: no such method");
    assertRefused(
        question -> CannedNode.result("null"), "Cannot get eth_chainId of the node: no answer");
    assertRefused(
        question -> CannedNode.result("\"31337\""),
        "Cannot read an answer of the node: hexadecimal digits are missing");
    assertRefused(
        question -> CannedNode.result("\"0xyz\""), "Cannot read a number of the node: 0xyz");
    assertRefused(
        question -> CannedNode.result("\"" + "0".repeat(1 << 22) + "\""),
        "Cannot take the node's answer to eth_chainId: it is too long");
    assertRefused(
        question -> answer(question, "0x7a69", block, JSON.createObjectNode()),
        "Cannot prove that " + anchor.registry() + " was published: Cannot use a way of 0 nodes");
    assertRefused(
        question -> answer(question, "0x7a69", block.deepCopy().put("gasUsed", "0x1"), state),
        "Cannot make the header of block ");
  }

  private static void assertRefused(Function<JsonNode, String> answer, String message)
      throws IOException {
    try (CannedNode node = node(answer)) {
      assertThatThrownBy(() -> prove(new JsonRpcAnchorSource(node.address())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(message);
    }
  }
}
