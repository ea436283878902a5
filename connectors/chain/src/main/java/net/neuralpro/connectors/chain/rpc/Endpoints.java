package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.connectors.chain.ChainException;
import org.web3j.protocol.Service;

/**
 * The nodes through which a chain is reached, by JSON-RPC. Each is asked for its chain before
 * anything else; when one does not answer, the next one is asked. Safe for use by several threads.
 */
public final class Endpoints extends Service {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ANSWER = 64 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ASK_CHAIN =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final List<URI> nodes;
  private final long chain;
  private final boolean own;
  private final List<Endpoints> single;
  private final Set<URI> known = ConcurrentHashMap.newKeySet();
  private volatile int current;

  /**
   * These nodes of a chain.
   *
   * @param chain its number
   */
  public Endpoints(List<URI> nodes, long chain) {
    this(nodes, chain, false);
  }

  private Endpoints(List<URI> nodes, long chain, boolean own) {
    super(false);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("Cannot reach a chain without a node");
    }
    this.nodes = List.copyOf(nodes);
    this.chain = chain;
    this.own = own;
    this.single =
        nodes.size() == 1
            ? List.of()
            : nodes.stream().map(node -> new Endpoints(List.of(node), chain)).toList();
  }

  public List<URI> nodes() {
    return nodes;
  }

  public long chain() {
    return chain;
  }

  /** A node of one's own, whose word is enough. */
  public static Endpoints own(URI node, long chain) {
    return new Endpoints(List.of(node), chain, true);
  }

  /** A program that is no node, such as a signer, which cannot say of which chain it is. */
  public static Endpoints unasked(URI program, long chain) {
    Endpoints endpoints = new Endpoints(List.of(program), chain);
    endpoints.known.add(program);
    return endpoints;
  }

  /** Whether their word is enough. */
  public boolean areOwn() {
    return own;
  }

  /** Each of the nodes alone, to ask whether it agrees with the others. */
  public List<Endpoints> each() {
    return single.isEmpty() ? List.of(this) : single;
  }

  /**
   * Asks something that JSON can say.
   *
   * @throws ChainException CHAIN-UNREACHABLE if no node answers, CHAIN-ANSWER if one answers that
   *     it cannot
   */
  public JsonNode ask(String method, Object... parameters) throws IOException {
    Map<String, Object> question =
        Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", parameters);
    JsonNode answer;
    try (InputStream in = performIO(JSON.writeValueAsString(question))) {
      answer = JSON.readTree(in);
    } catch (JsonProcessingException e) {
      throw new ChainException(
          "CHAIN-ANSWER",
          "%s answers %s with broken JSON".formatted(name(nodes.get(current)), method));
    }
    if (answer.has("result") && !answer.hasNonNull("error")) {
      return answer.get("result");
    }
    throw new ChainException(
        "CHAIN-ANSWER",
        "%s cannot answer %s: %s"
            .formatted(name(nodes.get(current)), method, Words.of(answer.path("error"))));
  }

  @Override
  protected InputStream performIO(String request) throws IOException {
    List<String> reasons = new ArrayList<>();
    for (int attempt = 0; attempt < nodes.size(); attempt++) {
      int index = (current + attempt) % nodes.size();
      URI node = nodes.get(index);
      try {
        requireChain(node);
        byte[] answer = post(node, request);
        current = index;
        return new ByteArrayInputStream(answer);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (ChainException e) {
        if (nodes.size() == 1) {
          throw e;
        }
        reasons.add(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    throw new ChainException(
        "CHAIN-UNREACHABLE",
        "Cannot reach chain %d: %s".formatted(chain, String.join("; ", reasons)));
  }

  private void requireChain(URI node) throws IOException {
    if (known.contains(node)) {
      return;
    }
    JsonNode answer = JSON.readTree(post(node, ASK_CHAIN));
    String number = answer.path("result").asText();
    if (!number.equals("0x" + Long.toHexString(chain))) {
      throw new ChainException(
          "CHAIN-OTHER",
          "%s is a node of chain %s, not of %d; perhaps correct the settings"
              .formatted(name(node), decimal(number), chain));
    }
    known.add(node);
  }

  private static String decimal(String number) {
    return number.matches("0x[0-9a-f]{1,15}")
        ? String.valueOf(Long.parseLong(number.substring(2), 16))
        : "that it does not tell";
  }

  private byte[] post(URI node, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(node)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] answer = in.readNBytes(MAX_ANSWER + 1);
        if (answer.length > MAX_ANSWER) {
          throw new IOException(name(node) + " answers with more than 64 MiB");
        }
        if (response.statusCode() != 200) {
          throw new IOException(name(node) + " answers with status " + response.statusCode());
        }
        if (answer.length == 0 || answer[0] != '{' && answer[0] != '[') {
          throw new IOException(name(node) + " answers with something else than JSON");
        }
        return answer;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while asking " + name(node));
    } catch (ConnectException e) {
      known.remove(node);
      throw new IOException(name(node) + " does not answer; perhaps the node is not running", e);
    } catch (HttpTimeoutException e) {
      known.remove(node);
      throw new IOException(name(node) + " says nothing for " + PATIENCE.toSeconds() + " s", e);
    }
  }

  /** A node without what may be secret in its address: keys stand in paths and queries. */
  public static String name(URI node) {
    return node.getScheme()
        + "://"
        + node.getHost()
        + (node.getPort() < 0 ? "" : ":" + node.getPort());
  }

  @Override
  public void close() {}
}
