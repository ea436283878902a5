package net.neuralpro.noderunner.observation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Serves figures at {@code /metrics}, one call at a time, apart from what strangers reach. */
public final class MetricsServer implements Closeable {
  private static final String PATH = "/metrics";
  private static final int WAITING = 16;

  private final HttpServer server;

  private MetricsServer(InetSocketAddress address, Supplier<String> text) throws IOException {
    server = HttpServer.create(address, WAITING);
    server.createContext("/", exchange -> answer(exchange, text));
    server.start();
  }

  /**
   * Serves.
   *
   * @param address port 0 stands for any
   * @param text what is told, in Prometheus's text format
   */
  public static MetricsServer start(InetSocketAddress address, Supplier<String> text)
      throws IOException {
    return new MetricsServer(address, text);
  }

  private static void answer(HttpExchange exchange, Supplier<String> text) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals(PATH)) {
        exchange.sendResponseHeaders(404, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(405, -1);
      } else {
        byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
        exchange
            .getResponseHeaders()
            .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  /** The port that it got. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
