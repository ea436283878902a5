package net.neuralpro.pipelines.cli.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.neuralpro.connectors.storage.fetch.Fetcher;
import net.neuralpro.connectors.storage.fetch.WantedFile;
import net.neuralpro.connectors.storage.gateway.GatewayOrigin;
import net.neuralpro.connectors.storage.gateway.GatewayServer;
import net.neuralpro.connectors.storage.gateway.Published;
import net.neuralpro.connectors.storage.http.Reach;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.ContentFiles;
import net.neuralpro.schemas.content.Multicodec;

/**
 * A file of 1 GiB pulled from a gateway on this computer, against curl from a plain server of the
 * same kind followed by sha256sum. Servers and clients are processes of their own; the clients take
 * turns, so that both have the machine as it is, and of each the least of five runs counts, after
 * one to warm up.
 */
final class Loopback {
  private static final int MEBIBYTES = 1024;
  private static final int ROUNDS = 5;
  private static final String NAME =
      "1 GiB from a gateway on this computer against curl and sha256sum: ";

  /** As fast as four fifths of the peer's speed. */
  private static final double MOST = 1.25;

  private Loopback() {}

  /**
   * What a run took.
   *
   * @param wall seconds of the clock
   * @param processor seconds of CPU of the client
   */
  private record Cost(double wall, double processor) {
    Cost least(Cost other) {
      return new Cost(Math.min(wall, other.wall), Math.min(processor, other.processor));
    }
  }

  /** Measures; needs curl and sha256sum. */
  static List<Performance.Figure> figures(Path work) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(work.resolve("loopback"));
    Path file = folder.resolve("file");
    fill(file);
    Process server = java("serve", file.toString()).redirectErrorStream(true).start();
    try (BufferedReader said = reader(server.getInputStream())) {
      String[] places = String.valueOf(said.readLine()).split(" ");
      Cost peer = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);
      Cost own = peer;
      Process client =
          java("pull", places[0], places[2], file.toString(), folder.resolve("pulled").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader told = reader(client.getInputStream());
          OutputStream asked = client.getOutputStream()) {
        for (int round = 0; round <= ROUNDS; round++) {
          peer = peer.least(curl(places[1], folder));
          asked.write('\n');
          asked.flush();
          String[] cost = String.valueOf(told.readLine()).split(" ");
          own = own.least(new Cost(Double.parseDouble(cost[0]), Double.parseDouble(cost[1])));
        }
      }
      return List.of(
          Performance.Figure.wall(NAME + "seconds of the clock", own.wall(), peer.wall(), MOST),
          Performance.Figure.ratio(
              NAME + "CPU of the client", own.processor(), peer.processor(), MOST));
    } finally {
      server.destroy();
      for (String name : List.of("file", "curled", "pulled")) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
  }

  private static ProcessBuilder java(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Loopback.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  private static void fill(Path file) throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int index = 0; index < MEBIBYTES; index++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  private static Cost curl(String address, Path folder) throws IOException, InterruptedException {
    Path target = folder.resolve("curled");
    long start = System.nanoTime();
    double processor =
        new Program(
                List.of("curl", "-sSf", "-o", target.toString(), address),
                Map.of(),
                folder.resolve("log"))
            .run();
    processor +=
        new Program(List.of("sha256sum", target.toString()), Map.of(), folder.resolve("log")).run();
    return new Cost((System.nanoTime() - start) / 1e9, processor);
  }

  /**
   * The processes: {@code serve FILE}, and {@code pull ADDRESS CID FILE TARGET}, which pulls once
   * for each line that it reads.
   */
  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "serve" -> serve(Path.of(arguments[1]));
      case "pull" ->
          pull(
              URI.create(arguments[1]),
              Cid.parse(arguments[2]),
              Files.size(Path.of(arguments[3])),
              Path.of(arguments[4]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void serve(Path file) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    FileStore store = new FileStore(file);
    Cid cid = new ContentFiles(store).add(file);
    GatewayServer gateway =
        GatewayServer.start(any, Published.of(store, List.of(cid), List.of()), 4);
    HttpServer plain = HttpServer.create(any, 0);
    plain.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
          }
        });
    plain.start();
    System.out.printf(
        "http://127.0.0.1:%d http://127.0.0.1:%d/ %s%n",
        gateway.address().getPort(), plain.getAddress().getPort(), cid);
  }

  private static void pull(URI address, Cid cid, long bytes, Path target) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Fetcher fetcher = new Fetcher(List.of(GatewayOrigin.at(address, Reach.ANY)));
    while (System.in.read() >= 0) {
      Files.deleteIfExists(target);
      long start = System.nanoTime();
      long processor = system.getProcessCpuTime();
      fetcher.fetch(new WantedFile(cid, bytes, target), more -> {});
      System.out.println(
          (System.nanoTime() - start) / 1e9
              + " "
              + (system.getProcessCpuTime() - processor) / 1e9);
    }
  }

  /** The blocks of one file, read where it lies. */
  private static final class FileStore implements BlockStore {
    private final FileChannel channel;
    private final Map<Cid, Long> places = new HashMap<>();
    private final Map<Cid, Block> nodes = new HashMap<>();
    private long end;

    FileStore(Path file) throws IOException {
      channel = FileChannel.open(file);
    }

    @Override
    public void put(Block block) {
      if (block.cid().codec() == Multicodec.RAW) {
        places.put(block.cid(), end);
        end += block.bytes().length;
      } else {
        nodes.put(block.cid(), block);
      }
    }

    @Override
    public Optional<Block> get(Cid cid) throws IOException {
      Long place = places.get(cid);
      if (place == null) {
        return Optional.ofNullable(nodes.get(cid));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(1 << 20, end - place));
      while (bytes.hasRemaining() && channel.read(bytes, place + bytes.position()) >= 0) {}
      Block block = new Block(cid, bytes.array());
      if (!block.isGenuine()) {
        throw new IOException("The file was changed meanwhile");
      }
      return Optional.of(block);
    }

    @Override
    public boolean has(Cid cid) {
      return places.containsKey(cid) || nodes.containsKey(cid);
    }
  }
}
