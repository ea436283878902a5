package net.neuralpro.connectors.chain.proof;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.neuralpro.schemas.proof.AnchorSource;
import net.neuralpro.schemas.proof.BlockProof;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Keccak;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/** A chain by the JSON-RPC of one of its nodes. Nothing that it says is believed unproved. */
public final class JsonRpcAnchorSource implements AnchorSource {
  private static final int MAX_ANSWER = 1 << 22;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Set<Long> DEVELOPMENT_CHAINS = Set.of(1337L, 31337L);

  /**
   * The fields of a header in their order; those of later forks follow, as far as they are there.
   */
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
          "nonce");

  private static final List<String> LATER_FIELDS =
      List.of(
          "baseFeePerGas",
          "withdrawalsRoot",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash");

  private static final Set<String> QUANTITIES =
      Set.of(
          "difficulty",
          "number",
          "gasLimit",
          "gasUsed",
          "timestamp",
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas");

  private final ObjectMapper mapper =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxStringLength(MAX_ANSWER)
                      .build())
              .build());
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI endpoint;

  /** The node at this address. */
  public JsonRpcAnchorSource(URI endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public long chain() throws IOException {
    return quantity(ask("eth_chainId", mapper.createArrayNode()).asText());
  }

  @Override
  public BlockProof prove(Address contract, List<byte[]> slots) throws IOException {
    JsonNode block = block(finality());
    String number = block.path("number").asText();
    String header = header(block);
    ArrayNode parameters = mapper.createArrayNode().add(contract.text());
    ArrayNode keys = parameters.addArray();
    slots.forEach(slot -> keys.add("0x" + HexFormat.of().formatHex(slot)));
    JsonNode proof = ask("eth_getProof", parameters.add(number));
    JsonNode words = proof.path("storageProof");
    try {
      return new BlockProof(
          header,
          nodes(proof.path("accountProof")),
          nodes(words.path(0).path("proof")),
          nodes(words.path(1).path("proof")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "Cannot prove that %s was published: %s; perhaps it was not, or the block is not final"
              .formatted(contract, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<String> blockHash(long number) throws IOException {
    long newest = quantity(block(finality()).path("number").asText());
    if (number > newest) {
      return Optional.empty();
    }
    return Optional.of(hex(block("0x" + Long.toHexString(number)).path("hash").asText()));
  }

  private String finality() throws IOException {
    return DEVELOPMENT_CHAINS.contains(chain()) ? "latest" : "finalized";
  }

  private JsonNode block(String which) throws IOException {
    return ask("eth_getBlockByNumber", mapper.createArrayNode().add(which).add(false));
  }

  /** The header's RLP; it must have the hash that the block has. */
  private static String header(JsonNode block) throws IOException {
    List<RlpType> fields = new ArrayList<>();
    for (String name : FIELDS) {
      fields.add(field(block, name));
    }
    for (String name : LATER_FIELDS) {
      if (!block.hasNonNull(name)) {
        break;
      }
      fields.add(field(block, name));
    }
    byte[] header = RlpEncoder.encode(new RlpList(fields));
    String hash = HexFormat.of().formatHex(Keccak.hash(header));
    if (!hash.equals(hex(block.path("hash").asText()))) {
      throw new IOException(
          "Cannot make the header of block %s: it has hash %s, the node says %s"
              .formatted(block.path("number").asText(), hash, block.path("hash").asText()));
    }
    return HexFormat.of().formatHex(header);
  }

  private static RlpType field(JsonNode block, String name) throws IOException {
    String digits = hex(block.path(name).asText());
    if (QUANTITIES.contains(name)) {
      digits = digits.replaceFirst("^0+", "");
      digits = digits.length() % 2 == 1 ? "0" + digits : digits;
    }
    try {
      return RlpString.create(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      throw new IOException("Cannot read " + name + " of a block: it is not hexadecimal", e);
    }
  }

  private static List<String> nodes(JsonNode array) throws IOException {
    List<String> nodes = new ArrayList<>();
    for (JsonNode node : array) {
      nodes.add(hex(node.asText()));
    }
    return nodes;
  }

  private static long quantity(String text) throws IOException {
    try {
      return Long.parseLong(hex(text), 16);
    } catch (NumberFormatException e) {
      throw new IOException("Cannot read a number of the node: " + text, e);
    }
  }

  private static String hex(String text) throws IOException {
    if (!text.startsWith("0x")) {
      throw new IOException("Cannot read an answer of the node: hexadecimal digits are missing");
    }
    return text.substring(2).toLowerCase(Locale.ROOT);
  }

  private JsonNode ask(String method, ArrayNode parameters) throws IOException {
    ObjectNode question =
        mapper.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    question.set("params", parameters);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question.toString()))
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      byte[] answer;
      try (InputStream body = response.body()) {
        answer = body.readNBytes(MAX_ANSWER + 1);
      }
      if (answer.length > MAX_ANSWER) {
        throw new IOException("Cannot take the node's answer to " + method + ": it is too long");
      }
      JsonNode result = mapper.readTree(answer);
      if (!result.hasNonNull("result")) {
        throw new IOException(
            "Cannot get %s of the node: %s"
                .formatted(method, result.path("error").path("message").asText("no answer")));
      }
      return result.get("result");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Cannot wait for the node's answer to " + method, e);
    }
  }
}
