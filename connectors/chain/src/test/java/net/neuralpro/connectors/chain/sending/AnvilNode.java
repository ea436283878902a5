package net.neuralpro.connectors.chain.sending;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.neuralpro.connectors.chain.dev.DevChain;
import net.neuralpro.schemas.recording.Address;

/** anvil, whose blocks, pool and fees a test decides about. */
public final class AnvilNode extends TestNode {
  private static final BigInteger FUNDS = BigInteger.TEN.pow(20);

  private final Path folder;
  private DevChain running;
  private long chain = DevChain.CHAIN;
  private final AtomicBoolean mining = new AtomicBoolean();
  private Thread miner = new Thread(() -> {});

  private AnvilNode(Path folder, DevChain chain) {
    this.folder = folder;
    this.running = chain;
  }

  /** A node that makes blocks only when it is told. */
  public static AnvilNode quiet(Path folder) throws IOException {
    AnvilNode node = new AnvilNode(folder, DevChain.start(folder, DevChain.Mining.ON_DEMAND));
    node.ask("evm_setAutomine", false);
    return node;
  }

  /** A node that makes a block each second. */
  public static AnvilNode steady(Path folder) throws IOException {
    return new AnvilNode(folder, DevChain.start(folder, DevChain.Mining.EACH_SECOND));
  }

  @Override
  public URI address() {
    return running.node();
  }

  @Override
  public void fund(Address account) throws IOException {
    ask("anvil_setBalance", account.text(), "0x" + FUNDS.toString(16));
  }

  /** Gives the chain another number, as long as the node is not ended. */
  public AnvilNode renumber(long number) throws IOException {
    ask("anvil_setChainId", number);
    chain = number;
    return this;
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

  /** The transactions that wait for a block. */
  public JsonNode pool() throws IOException {
    return ask("txpool_content").path("pending");
  }

  @Override
  public long chain() {
    return chain;
  }

  @Override
  public void reorganise(int depth) throws IOException {
    ask("anvil_reorg", depth, List.of());
  }

  @Override
  public void kill() throws Exception {
    String process = Files.readString(folder.resolve("process")).split(" ")[0];
    ProcessHandle handle = ProcessHandle.of(Long.parseLong(process)).orElseThrow();
    handle.destroyForcibly();
    handle.onExit().get(10, TimeUnit.SECONDS);
    running = DevChain.start(folder, DevChain.Mining.EACH_SECOND);
  }

  @Override
  public void close() throws Exception {
    rest();
    running.stop();
  }
}
