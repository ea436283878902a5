package net.neuralpro.connectors.storage.arweave;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A node in this process, which takes only genuine transactions and proven chunks. */
final class FakeNode implements AutoCloseable {
  /** What a node answers in place of the truth. */
  record Reply(int status, byte[] body, Map<String, String> headers) {
    static Reply of(int status, String body) {
      return new Reply(status, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }
  }

  final Map<String, ArweaveTransaction> transactions = new ConcurrentHashMap<>();
  final Map<Long, byte[]> chunks = new ConcurrentHashMap<>();
  final AtomicInteger posts = new AtomicInteger();
  final AtomicInteger chunkPosts = new AtomicInteger();

  /** Asked first; its answer is given in place of the node's own. */
  volatile Function<String, Optional<Reply>> fault = path -> Optional.empty();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  FakeNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Reply reply = fault.apply(path).orElseGet(() -> reply(path, body));
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    try (exchange;
        OutputStream out = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      out.write(reply.body());
    }
  }

  private Reply reply(String path, byte[] body) {
    if (path.startsWith("/price/")) {
      return Reply.of(200, path.substring(7));
    }
    if (path.startsWith("/wallet/")) {
      return Reply.of(200, "5000000");
    }
    if (path.equals("/tx_anchor")) {
      return Reply.of(200, "A".repeat(64));
    }
    if (path.equals("/tx")) {
      return post(body);
    }
    if (path.equals("/chunk")) {
      return chunk(Json.read(body));
    }
    String id = path.replaceFirst("^/(tx/)?", "").replaceFirst("/status$", "");
    ArweaveTransaction transaction = transactions.get(id);
    if (transaction == null) {
      return Reply.of(404, "Not Found.");
    }
    if (path.endsWith("/status")) {
      return Reply.of(200, "{\"block_height\":7,\"number_of_confirmations\":3}");
    }
    if (path.startsWith("/tx/")) {
      return Reply.of(200, transaction.json().toString());
    }
    return data(transaction);
  }

  private Reply post(byte[] body) {
    posts.incrementAndGet();
    try {
      ArweaveTransaction transaction = ArweaveTransaction.read(body, "it");
      transactions.put(transaction.id(), transaction);
      return Reply.of(200, "OK");
    } catch (IOException e) {
      return Reply.of(400, String.valueOf(e.getMessage()));
    }
  }

  private Reply chunk(JsonNode json) {
    chunkPosts.incrementAndGet();
    byte[] bytes = Base64Url.decode(json.get("chunk").asText());
    long end = json.get("offset").asLong() + 1;
    ChunkTree.Chunk chunk = new ChunkTree.Chunk(0, end - bytes.length, end);
    if (!ChunkTree.proves(
        Base64Url.decode(json.get("data_root").asText()),
        json.get("data_size").asLong(),
        chunk,
        Base64Url.decode(json.get("data_path").asText()),
        bytes)) {
      return Reply.of(400, "{\"error\":\"invalid_proof\"}");
    }
    chunks.put(chunk.start(), bytes);
    return Reply.of(200, "OK");
  }

  private Reply data(ArweaveTransaction transaction) {
    byte[] data = new byte[(int) transaction.content().dataSize()];
    int reached = 0;
    for (Map.Entry<Long, byte[]> chunk : new TreeMap<>(chunks).entrySet()) {
      if (chunk.getKey() != reached) {
        return Reply.of(404, "Not Found.");
      }
      System.arraycopy(chunk.getValue(), 0, data, reached, chunk.getValue().length);
      reached += chunk.getValue().length;
    }
    return reached == data.length ? new Reply(200, data, Map.of()) : Reply.of(404, "Not Found.");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
