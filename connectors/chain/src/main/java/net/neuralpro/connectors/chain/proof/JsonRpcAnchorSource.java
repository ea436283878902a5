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
import net.neuralpro.connectors.chain.rpc.BlockHeader;
import net.neuralpro.schemas.proof.AnchorSource;
import net.neuralpro.schemas.proof.BlockProof;
import net.neuralpro.schemas.recording.Address;

/** A chain by the JSON-RPC of one of its nodes. Nothing that it says is believed unproved. */
public final class JsonRpcAnchorSource implements AnchorSource {
  private static final int MAX_ANSWER = 1 << 22;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Set<Long> DEVELOPMENT_CHAINS = Set.of(1337L, 31337L);

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
    String header = HexFormat.of().formatHex(BlockHeader.encoded(block));
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
