package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A node that passes questions on to another, and may alter what that answers. */
public final class Proxy implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI node;
  private volatile BiFunction<String, JsonNode, JsonNode> lie = (method, result) -> result;
  private volatile Consumer<String> listener = method -> {};

  /** A proxy of a node that says the truth. */
  public Proxy(URI node) throws IOException {
    this.node = node;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Alters the result of each method that is asked, from now on. */
  public Proxy lie(BiFunction<String, JsonNode, JsonNode> altered) {
    lie = altered;
    return this;
  }

  /** Tells somebody of each method before it is passed on. */
  public Proxy listen(Consumer<String> told) {
    listener = told;
    return this;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] question = exchange.getRequestBody().readAllBytes();
      String method = JSON.readTree(question).path("method").asText();
      listener.accept(method);
      HttpRequest request =
          HttpRequest.newBuilder(node)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(question))
              .build();
      byte[] body = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      ObjectNode answer = (ObjectNode) JSON.readTree(body);
      if (answer.has("result")) {
        answer.set("result", lie.apply(method, answer.get("result")));
      }
      byte[] altered = JSON.writeValueAsBytes(answer);
      exchange.sendResponseHeaders(200, altered.length);
      exchange.getResponseBody().write(altered);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
