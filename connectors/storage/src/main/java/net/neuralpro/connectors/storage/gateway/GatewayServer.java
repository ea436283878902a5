package net.neuralpro.connectors.storage.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.storage.ByteRange;
import net.neuralpro.connectors.storage.car.CarWriter;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFolders;
import net.neuralpro.schemas.content.MissingBlockException;
import net.neuralpro.schemas.content.Multicodec;
import net.neuralpro.schemas.content.UnixFsNode;

/**
 * Serves what is published of a store as a trustless gateway: blocks and CARs by CID, to be checked
 * by whoever asks. It only gives, and what is not published is not there.
 */
public final class GatewayServer implements Closeable {
  private static final int MAX_WAITING = 64;

  /** How many connections may be busy with a request, most of them with reading its head. */
  private static final int MAX_CONNECTIONS = 256;

  private static final int BUSY = 503;
  private static final int RETRY_SECONDS = 2;
  private static final String PROBE = "/ipfs/bafkqaaa";

  /** How long a part of 64 KiB may take: 2 KiB/s is the slowest that is served. */
  private static final Duration MAX_PART = Duration.ofSeconds(30);

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
  private final ScheduledExecutorService watch;
  private final Semaphore places;
  private final Set<PacedOutput> answers = ConcurrentHashMap.newKeySet();
  private volatile Published published;

  private GatewayServer(
      HttpServer server, ThreadPoolExecutor threads, Semaphore places, Published published) {
    this.server = server;
    this.threads = threads;
    this.places = places;
    this.published = published;
    watch = Executors.newSingleThreadScheduledExecutor();
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
    // what finds no thread is not answered, and its connection ends with the time for its request
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.DiscardPolicy());
    GatewayServer gateway =
        new GatewayServer(server, threads, new Semaphore(parallelism, true), published);
    gateway.watch.scheduleWithFixedDelay(gateway::cutSlow, 1, 1, TimeUnit.SECONDS);
    server.setExecutor(threads);
    server.createContext("/", gateway::handle);
    server.start();
    return gateway;
  }

  /** Where it serves. */
  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** Serves this from now on, in place of what was published before. */
  public void publish(Published other) {
    published = other;
  }

  private void cutSlow() {
    answers.forEach(answer -> answer.cutAfter(MAX_PART.toNanos()));
  }

  private void handle(HttpExchange exchange) {
    try {
      if (!places.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS)) {
        exchange.getResponseHeaders().set("Retry-After", Integer.toString(RETRY_SECONDS));
        refuse(exchange, BUSY, "too much is asked for at once");
      } else {
        try {
          answer(exchange);
        } finally {
          places.release();
        }
      }
      exchange.close();
    } catch (IOException | RuntimeException | InterruptedException e) {
      cutOff(exchange);
    }
  }

  /**
   * Ends an answer so that the stranger sees that it is not whole. To close the exchange would end
   * it as if it were; on an interrupted thread its connection is closed instead.
   */
  private static void cutOff(HttpExchange exchange) {
    Thread.currentThread().interrupt();
    exchange.close();
    Thread.interrupted();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      refuse(exchange, 405, "only GET and HEAD are served");
      return;
    }
    if (exchange.getRequestURI().getPath().equals(PROBE)) {
      exchange.getResponseHeaders().set("Content-Type", "application/vnd.ipld.raw");
      exchange.sendResponseHeaders(200, -1);
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

  private void raw(HttpExchange exchange, Block block) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.ipld.raw");
    exchange.getResponseHeaders().set("Etag", "\"" + block.cid() + ".raw\"");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(block.bytes().length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, block.bytes().length == 0 ? -1 : block.bytes().length);
    if (block.bytes().length > 0) {
      body(exchange, out -> out.write(block.bytes()));
    }
  }

  private void car(HttpExchange exchange, GatewayRequest request, Block root) throws IOException {
    String repeats = request.repeats() == DepthFirst.Repeats.GIVEN ? "y" : "n";
    exchange
        .getResponseHeaders()
        .set("Content-Type", "application/vnd.ipld.car; version=1; order=dfs; dups=" + repeats);
    exchange.getResponseHeaders().set("Etag", request.tag(root.cid()));
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    List<Cid> roots = List.of(root.cid());
    boolean isShort = request.scope() != GatewayRequest.Scope.ALL || isFile(root);
    long length = isShort ? CarWriter.length(roots, blocks(request, root)) : 0;
    exchange.sendResponseHeaders(200, length);
    body(
        exchange,
        out -> {
          CarWriter car = new CarWriter(new BufferedOutputStream(out, 1 << 16), roots);
          car.writeAll(blocks(request, root));
          car.close();
        });
  }

  @FunctionalInterface
  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private void body(HttpExchange exchange, Body body) throws IOException {
    PacedOutput out = new PacedOutput(exchange.getResponseBody());
    answers.add(out);
    try {
      body.writeTo(out);
    } finally {
      answers.remove(out);
    }
  }

  private DepthFirst blocks(GatewayRequest request, Block root) throws IOException {
    BlockStore blocks = published.blocks();
    return switch (request.scope()) {
      case BLOCK -> DepthFirst.ofBlock(blocks, root.cid());
      case ENTITY ->
          isFile(root)
              ? DepthFirst.ofFile(
                  blocks, root.cid(), request.bytes().of(size(root)), request.repeats())
              : DepthFirst.ofFolder(blocks, root.cid());
      case ALL -> DepthFirst.ofFile(blocks, root.cid(), ByteRange.ALL, request.repeats());
    };
  }

  private static long size(Block file) throws IOException {
    return file.cid().codec() == Multicodec.RAW
        ? file.bytes().length
        : UnixFsNode.read(file).fileSize();
  }

  private static boolean isFile(Block root) {
    return root.cid().codec() == Multicodec.RAW
        || (root.cid().codec() == Multicodec.DAG_PB && !ContentFolders.isFolder(root));
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
    watch.shutdownNow();
    threads.shutdownNow();
  }
}
