package net.neuralpro.connectors.chain.sending;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.neuralpro.schemas.recording.Address;
import org.awaitility.Awaitility;

/**
 * geth, which makes a block each second. {@code src/test/setup/geth} builds the program. Each block
 * is written to disk, so the chain is there again after {@code kill -9}.
 */
public final class GethNode extends TestNode {
  private final Path folder;
  private final int port;
  private Process process;

  private GethNode(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.process = start();
  }

  /** A node with a new chain in this folder. */
  public static GethNode start(Path folder) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int free = socket.getLocalPort();
      socket.close();
      return new GethNode(folder, free);
    }
  }

  private static Path program() {
    Path root = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    Path program = root.resolve("connectors/chain/target/geth");
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "Cannot start geth: %s is missing; build it with connectors/chain/src/test/setup/geth %s"
              .formatted(program, program));
    }
    return program;
  }

  private Process start() throws IOException {
    Files.createDirectories(folder);
    Process started =
        new ProcessBuilder(
                program().toString(),
                "--dev",
                "--dev.period=1",
                "--dev.gaslimit=30000000",
                "--datadir=" + folder,
                "--state.scheme=hash",
                "--gcmode=archive",
                "--http",
                "--http.port=" + port,
                "--http.api=eth,net,web3,txpool,debug",
                "--authrpc.port=0",
                "--ipcdisable",
                "--nodiscover",
                "--maxpeers=0",
                "--port=0",
                "--verbosity=2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("geth.log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !ask("eth_blockNumber").asText().equals("0x0") || !started.isAlive());
    return started;
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public long chain() {
    return 1337;
  }

  @Override
  public void fund(Address account) throws Exception {
    String rich = ask("eth_accounts").path(0).asText();
    String hash =
        ask(
                "eth_sendTransaction",
                Map.of("from", rich, "to", account.text(), "value", "0x56bc75e2d63100000"))
            .asText();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !ask("eth_getTransactionReceipt", hash).isNull());
  }

  @Override
  public void reorganise(int depth) throws IOException {
    long newest = Long.decode(ask("eth_blockNumber").asText());
    ask("debug_setHead", "0x" + Long.toHexString(newest - depth));
  }

  @Override
  public void kill() throws Exception {
    process.destroyForcibly().waitFor();
    process = start();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
