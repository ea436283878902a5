package net.neuralpro.connectors.storage.arweave;

import static net.neuralpro.connectors.storage.arweave.Samples.pattern;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import net.neuralpro.connectors.storage.StorageException;

/**
 * Puts data on a real test node, arlocal, through a proxy that kills it and lies. Runs by itself in
 * a namespace without network: arguments are the folder of the peers and one to work in.
 */
final class ArlocalTrial implements AutoCloseable {
  private static final URI NODE = URI.create("http://127.0.0.1:1984");
  private static final int PROXY = 1985;
  private static final BigInteger MONEY = BigInteger.TEN.pow(15);
  private static final int SIZE = 5 * ChunkTree.MAX_CHUNK + 40_000;

  private final Path peers;
  private final Path folder;
  private final ArweaveWallet wallet;
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer proxy;
  private final AtomicInteger chunks = new AtomicInteger();
  private volatile int killAt = Integer.MAX_VALUE;
  private volatile UnaryOperator<byte[]> sentChunk = UnaryOperator.identity();
  private volatile UnaryOperator<byte[]> givenData = UnaryOperator.identity();
  private volatile Process node;

  private ArlocalTrial(Path peers, Path folder) throws IOException {
    this.peers = peers;
    this.folder = folder;
    wallet = ArweaveWallet.read(folder.resolve("wallet.json"), ArweaveWallet.Passphrases.NONE);
    node = startNode();
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PROXY), 0);
    proxy.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals("/chunk")) {
              body = sentChunk.apply(body);
              if (chunks.incrementAndGet() == killAt) {
                node.destroyForcibly().waitFor();
              }
            }
            HttpResponse<byte[]> answer = ask(exchange.getRequestMethod(), path, body);
            byte[] given =
                path.matches("/[A-Za-z0-9_-]{43}") ? givenData.apply(answer.body()) : answer.body();
            exchange.sendResponseHeaders(
                answer.statusCode(), given.length == 0 ? -1 : given.length);
            exchange.getResponseBody().write(given);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    proxy.start();
  }

  private Process startNode() throws IOException {
    return new ProcessBuilder(
            "node",
            peers.resolve("node_modules/arlocal/bin/index.js").toString(),
            "--persist",
            "--hidelogs",
            "--dbpath",
            "arlocal")
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("arlocal.log").toFile()))
        .start();
  }

  private HttpResponse<byte[]> ask(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(NODE.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private void awaitNode() throws IOException, InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        ask("GET", "/info", new byte[0]);
        return;
      } catch (IOException e) {
        if (attempt == 300 || !node.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("arlocal.log")), e);
        }
        Thread.sleep(100);
      }
    }
  }

  /** One chunk at a time: the node takes them for its data in the order in which they come. */
  private ArweaveStore store(int port) {
    return new ArweaveStore(
        new ArweaveSettings(
            List.of(URI.create("http://127.0.0.1:" + port)),
            1,
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(20)),
        Optional.of(wallet),
        folder.resolve("uploads"));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private void run() throws IOException, InterruptedException {
    awaitNode();
    ask("GET", "/mint/" + wallet.address() + "/" + MONEY, new byte[0]);
    byte[] data = pattern(SIZE);
    Map<String, String> tags = Map.of("Content-Type", "application/octet-stream");
    try (ArweaveStore store = store(NODE.getPort())) {
      String id = store.put(file("plain.bin", data), tags, MONEY);
      ask("GET", "/mine", new byte[0]);
      require(store.standing(id).confirmations().isPresent(), "it is not mined");
      require(Arrays.equals(read(store, id), data), "it differs");
      System.out.println("put and read back " + id);
      bundle(store);
    }
    try (ArweaveStore store = store(PROXY)) {
      kill(store, data, tags);
      lie(store, data, tags);
    }
  }

  private void bundle(ArweaveStore store) throws IOException {
    Bundle bundle =
        new Bundle(
            List.of(
                DataItem.sign(wallet, List.of(new Tag("File-Path", "a")), pattern(300_000)),
                DataItem.sign(wallet, List.of(new Tag("File-Path", "b")), pattern(400_001)),
                DataItem.sign(wallet, List.of(), pattern(1))));
    String id =
        store.put(
            file("bundle.bin", bundle.bytes()),
            Map.of("Bundle-Format", "binary", "Bundle-Version", "2.0.0"),
            MONEY);
    Bundle read = Bundle.read(read(store, id), id);
    require(Arrays.equals(read.bytes(), bundle.bytes()), "the bundle differs");
    System.out.println("bundle of " + read.items().size() + " items");
  }

  private void kill(ArweaveStore store, byte[] plain, Map<String, String> tags)
      throws IOException, InterruptedException {
    byte[] data = plain.clone();
    data[0] ^= 1;
    Path file = file("killed.bin", data);
    BigInteger before = store.balance();
    killAt = chunks.get() + 3;
    try {
      store.put(file, tags, MONEY);
      throw new IllegalStateException("The node was not killed");
    } catch (StorageException e) {
      require(e.rule().equals("ARWEAVE-NODE"), e.rule());
    }
    node = startNode();
    awaitNode();
    String id = store.put(file, tags, MONEY);
    require(Arrays.equals(read(store, id), data), "it differs");
    BigInteger paid = before.subtract(store.balance());
    require(paid.equals(store.price(data.length)), "paid " + paid);
    System.out.println("went on after the node was killed, paid once");
  }

  private void lie(ArweaveStore store, byte[] plain, Map<String, String> tags)
      throws IOException, InterruptedException {
    byte[] data = plain.clone();
    data[SIZE - 1] ^= 1;
    Path file = file("altered.bin", data);
    String id = store.put(file, tags, MONEY);
    givenData =
        given -> {
          given[given.length / 2] ^= 1;
          return given;
        };
    refused("altered data", () -> read(store, id));
    givenData = UnaryOperator.identity();

    data[1] ^= 1;
    Path other = file("altered-chunk.bin", data);
    sentChunk =
        sent -> {
          byte[] mark = "\"chunk\":\"".getBytes(StandardCharsets.UTF_8);
          String text = new String(sent, StandardCharsets.UTF_8);
          int place = text.indexOf("\"chunk\":\"") + mark.length + 100;
          sent[place] = (byte) (sent[place] == 'A' ? 'B' : 'A');
          return sent;
        };
    refused("altered chunk", () -> store.put(other, tags, MONEY));
  }

  private interface Call {
    Object run() throws IOException;
  }

  private static void refused(String what, Call call) throws IOException {
    try {
      call.run();
    } catch (StorageException e) {
      System.out.println("refused by " + e.rule() + ": " + what);
      return;
    }
    throw new IllegalStateException("Not refused: " + what);
  }

  private static byte[] read(ArweaveStore store, String id) throws IOException {
    try (InputStream in = store.open(id)) {
      return in.readAllBytes();
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  @Override
  public void close() {
    proxy.stop(0);
    node.destroyForcibly();
  }

  public static void main(String[] arguments) throws Exception {
    try (ArlocalTrial trial = new ArlocalTrial(Path.of(arguments[0]), Path.of(arguments[1]))) {
      trial.run();
    }
    System.exit(0);
  }
}
