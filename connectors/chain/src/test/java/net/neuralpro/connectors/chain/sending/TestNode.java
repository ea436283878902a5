package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.schemas.recording.Address;
import org.web3j.crypto.Hash;

/** A real node whose blocks, pool and fees a test decides about. */
public final class TestNode implements AutoCloseable {
  /** What each call of the test's contract tells. */
  public static final String EVENT = Hash.sha3String("Happened()");

  /** Makes a contract that tells EVENT whenever it is called. */
  public static final String TELLER =
      "0x6026600c60003960266000f37f" + EVENT.substring(2) + "5f5fa100";

  private static final BigInteger FUNDS = BigInteger.TEN.pow(20);

  private final Path folder;
  private DevChain chain;
  private final AtomicBoolean mining = new AtomicBoolean();
  private Thread miner = new Thread(() -> {});

  private TestNode(Path folder, DevChain chain) {
    this.folder = folder;
    this.chain = chain;
  }

  /** A node that makes blocks only when it is told. */
  public static TestNode quiet(Path folder) throws IOException {
    TestNode node = new TestNode(folder, DevChain.start(folder, DevChain.Mining.ON_DEMAND));
    node.ask("evm_setAutomine", false);
    return node;
  }

  /** A node that makes a block each second. */
  public static TestNode steady(Path folder) throws IOException {
    return new TestNode(folder, DevChain.start(folder, DevChain.Mining.EACH_SECOND));
  }

  public URI address() {
    return chain.node();
  }

  /** The node, as if it were a stranger's. */
  public Endpoints stranger() {
    return new Endpoints(List.of(address()), DevChain.CHAIN);
  }

  public JsonNode ask(String method, Object... parameters) throws IOException {
    return stranger().ask(method, parameters);
  }

  public void fund(Address account) throws IOException {
    chain.fund(account, FUNDS);
  }

  public void mine(int blocks) throws IOException {
    ask("anvil_mine", "0x" + Integer.toHexString(blocks));
  }

  /** Makes blocks in a steady row until {@link #rest}. */
  public void mineOn() {
    mining.set(true);
    miner =
        new Thread(
            () -> {
              try {
                while (mining.get()) {
                  mine(1);
                  Thread.sleep(60);
                }
              } catch (IOException | InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    miner.start();
  }

  public void rest() throws InterruptedException {
    mining.set(false);
    miner.join();
  }

  /** How many transactions of an account have taken effect. */
  public int count(Address account) throws IOException {
    return Integer.decode(ask("eth_getTransactionCount", account.text(), "latest").asText());
  }

  /** How often a contract was called. */
  public int calls(Address contract) throws IOException {
    return ask(
            "eth_getLogs",
            Map.of("fromBlock", "0x0", "toBlock", "latest", "address", contract.text()))
        .size();
  }

  /** The transactions that wait for a block. */
  public JsonNode pool() throws IOException {
    return ask("txpool_content").path("pending");
  }

  /** Ends the node at once, as {@code kill -9} does, and starts it again. */
  public void kill() throws Exception {
    String process = Files.readString(folder.resolve("process")).split(" ")[0];
    ProcessHandle handle = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
    chain = DevChain.start(folder, DevChain.Mining.EACH_SECOND);
  }

  @Override
  public void close() throws Exception {
    rest();
    chain.stop();
  }
}
