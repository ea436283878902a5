package net.neuralpro.connectors.chain.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A program that answers JSON-RPC with what a test says, word for word. */
public final class CannedNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** A program that answers each question with a status and a body. */
  public CannedNode(int status, Function<JsonNode, String> answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            JsonNode question = JSON.readTree(exchange.getRequestBody());
            byte[] body = answer.apply(question).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  /** A node of chain 7 that answers every other question with a result. */
  public static CannedNode ofChain7(Function<JsonNode, String> result) throws IOException {
    return new CannedNode(
        200,
        question ->
            result(
                question.path("method").asText().equals("eth_chainId")
                    ? "\"0x7\""
                    : result.apply(question)));
  }

  public static String result(String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secret");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
