package net.neuralpro.connectors.storage.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.storage.BlockStream;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;

/**
 * Serves what is published of a store as a trustless gateway: blocks and CARs by CID, to be checked
 * by whoever asks. It only gives, and what is not published is not there.
 */
public final class GatewayServer implements Closeable {
  private static final int MAX_WAITING = 64;
  private static final String IMMUTABLE = "public, max-age=29030400, immutable";

  static {
    // strangers get bounded time for their part of a request, in seconds, and few bytes of headers
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    System.setProperty("sun.net.httpserver.maxRspTime", "3600");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("jdk.httpserver.maxConnections", "256");
  }

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final Published published;

  private GatewayServer(HttpServer server, ThreadPoolExecutor threads, Published published) {
    this.server = server;
    this.threads = threads;
    this.published = published;
  }

  /**
   * Serves from now on.
   *
   * @param address where; port 0 stands for any that is free
   * @param parallelism how many requests are answered at once
   */
  public static GatewayServer start(InetSocketAddress address, Published published, int parallelism)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(address, MAX_WAITING);
    } catch (IOException e) {
      throw new IOException(
          "Cannot serve at " + address + ": " + e.getMessage() + "; perhaps choose another port",
          e);
    }
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            parallelism,
            parallelism,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MAX_WAITING),
            new ThreadPoolExecutor.CallerRunsPolicy());
    GatewayServer gateway = new GatewayServer(server, threads, published);
    server.setExecutor(threads);
    server.createContext("/", gateway::handle);
    server.start();
    return gateway;
  }

  /** Where it serves. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      answer(exchange);
    } catch (IOException | RuntimeException e) {
      // the stranger went away, or a block is lost: what was sent is cut off, and tells so
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      refuse(exchange, 405, "only GET and HEAD are served");
      return;
    }
    GatewayRequest request;
    try {
      List<String> accept = exchange.getRequestHeaders().getOrDefault("Accept", List.of());
      request = GatewayRequest.read(exchange.getRequestURI(), String.join(",", accept));
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
      return;
    }
    Optional<Cid> found = find(request);
    Optional<Block> block = found.isEmpty() ? Optional.empty() : published.get(found.get());
    if (block.isEmpty()) {
      refuse(exchange, 404, "nothing of this name is published here");
      return;
    }
    exchange.getResponseHeaders().set("Cache-Control", IMMUTABLE);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.getResponseHeaders().set("X-Ipfs-Path", exchange.getRequestURI().getRawPath());
    switch (request.format()) {
      case RAW -> raw(exchange, block.get());
      case CAR -> car(exchange, request, block.get());
    }
  }

  private Optional<Cid> find(GatewayRequest request) throws IOException {
    if (request.path().isEmpty()) {
      return Optional.of(request.cid());
    }
    try {
      return new ContentFolders(published.blocks()).find(request.cid(), request.path());
    } catch (MissingBlockException e) {
      return Optional.empty();
    }
  }

  private static void raw(HttpExchange exchange, Block block) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.ipld.raw");
    exchange.getResponseHeaders().set("Etag", "\"" + block.cid() + ".raw\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(block.bytes().length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, block.bytes().length == 0 ? -1 : block.bytes().length);
    if (block.bytes().length > 0) {
      exchange.getResponseBody().write(block.bytes());
    }
  }

  private void car(HttpExchange exchange, GatewayRequest request, Block root) throws IOException {
    String repeats = request.repeats() == DepthFirst.Repeats.GIVEN ? "y" : "n";
    exchange
        .getResponseHeaders()
        .set("Content-Type", "application/vnd.ipld.car; version=1; order=dfs; dups=" + repeats);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16);
    try (CarWriter car = new CarWriter(body, List.of(root.cid()));
        BlockStream blocks = blocks(request, root)) {
      car.writeAll(blocks);
    }
  }

  private BlockStream blocks(GatewayRequest request, Block root) {
    boolean file =
        root.cid().codec() == Multicodec.RAW
            || (root.cid().codec() == Multicodec.DAG_PB && !ContentFolders.isFolder(root));
    boolean single =
        switch (request.scope()) {
          case BLOCK -> true;
          case ENTITY -> !file;
          case ALL -> false;
        };
    return single
        ? new SingleBlock(root)
        : DepthFirst.ofFile(published.blocks(), root.cid(), request.range(), request.repeats());
  }

  /** One block and no more. */
  private static final class SingleBlock implements BlockStream {
    private Optional<Block> block;

    SingleBlock(Block block) {
      this.block = Optional.of(block);
    }

    @Override
    public Optional<Block> next() {
      Optional<Block> next = block;
      block = Optional.empty();
      return next;
    }

    @Override
    public void close() {}
  }

  private static void refuse(HttpExchange exchange, int status, String message) throws IOException {
    byte[] bytes = (message + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }
}
