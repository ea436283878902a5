package net.neuralpro.connectors.chain.dev;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.rpc.Endpoints;
import net.neuralpro.schemas.recording.Address;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/**
 * A chain on this computer, reached by no other one. Its state is in a folder, written each second
 * (less often once it is large), so it goes on where it was when it is ended, however it is ended.
 * Programs that use the same folder share the chain. It has no accounts and no keys of its own.
 */
public final class DevChain {
  /** Its number. */
  public static final long CHAIN = 31337;

  private static final String LOG = "anvil.log";
  private static final int MAX_LOG = 1 << 20;
  private static final String STATE = "state.json";

  /** The whole state is written at once; so much of it is written in a small part of a second. */
  private static final long STATE_PER_SECOND = 2 << 20;

  private static final int TRIES = 200;
  private static final int POLL_MILLISECONDS = 50;
  private static final int STOP_SECONDS = 10;

  private final ProcessHandle process;
  private final URI node;

  private DevChain(ProcessHandle process, URI node) {
    this.process = process;
    this.node = node;
  }

  /** How blocks are made. */
  public enum Mining {
    /** One each second. */
    EACH_SECOND,
    /** One with each transaction. */
    ON_DEMAND
  }

  /** The chain of a folder, which is started if it does not run. */
  public static DevChain start(Path folder, Mining mining) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      trim(folder.resolve(LOG));
      Optional<DevChain> running = running(folder);
      if (running.isPresent() && running.get().answers()) {
        return running.get();
      }
      if (running.isPresent()) {
        running.get().stop();
      }
      return started(folder, mining);
    }
  }

  /** The chain of a folder if its process is there. */
  public static Optional<DevChain> running(Path folder) throws IOException {
    return lastProcess(folder)
        .flatMap(
            last ->
                ProcessHandle.of(last.number())
                    .filter(process -> process.info().command().orElse("").endsWith("/anvil"))
                    .map(process -> new DevChain(process, local(last.port()))));
  }

  /** The process that served a folder last, which may have ended. */
  private record LastProcess(long number, int port) {}

  private static Optional<LastProcess> lastProcess(Path folder) throws IOException {
    Path file = folder.resolve("process");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String text = Files.readString(file);
    if (!text.matches("[0-9]{1,9} [0-9]{1,5}\n")) {
      return Optional.empty();
    }
    String[] parts = text.strip().split(" ");
    return Optional.of(new LastProcess(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
  }

  /** What the process tells is of use when it does not start; it may run for long afterwards. */
  private static void trim(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_LOG) {
      Files.newByteChannel(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static DevChain started(Path folder, Mining mining) throws IOException {
    int port = port(folder);
    Path log = folder.resolve(LOG);
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(
                Anvil.installed().toString(),
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--chain-id",
                String.valueOf(CHAIN),
                "--accounts",
                "0",
                "--quiet",
                "--state",
                folder.resolve(STATE).toString(),
                "--state-interval",
                String.valueOf(interval(folder.resolve(STATE))))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    DevChain chain = new DevChain(process.toHandle(), local(port));
    Path temporary = folder.resolve("process.new");
    Files.writeString(temporary, process.pid() + " " + port + "\n");
    Files.move(
        temporary,
        folder.resolve("process"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    for (int attempt = 0; attempt < TRIES && process.isAlive(); attempt++) {
      if (chain.answers()) {
        chain.goOnInTime();
        chain.mine(mining);
        return chain;
      }
      pause();
    }
    chain.stop();
    throw new ChainException(
        "CHAIN-PROGRAM", "Cannot start the development chain of %s, see %s".formatted(folder, log));
  }

  private static long interval(Path state) throws IOException {
    return Files.exists(state) ? 1 + Files.size(state) / STATE_PER_SECOND : 1;
  }

  /** The port of before if it is free: whoever waits for the chain finds it again. */
  private static int port(Path folder) throws IOException {
    Optional<LastProcess> last = lastProcess(folder);
    if (last.isPresent()) {
      try {
        return freePort(last.get().port());
      } catch (BindException e) {
        return freePort(0);
      }
    }
    return freePort(0);
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1);
      return socket.getLocalPort();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while starting the development chain");
    }
  }

  /** Where it is reached. */
  public URI node() {
    return node;
  }

  private boolean answers() {
    try {
      return !web3j().ethBlockNumber().send().hasError();
    } catch (IOException e) {
      return false;
    }
  }

  private Web3j web3j() {
    return Web3j.build(new Endpoints(List.of(node), CHAIN));
  }

  /**
   * Sets what an account has.
   *
   * @param wei of the chain's own coin
   */
  public void fund(Address account, BigInteger wei) throws IOException {
    order("anvil_setBalance", account.text(), "0x" + wei.toString(16));
  }

  /** Lets time pass, and makes a block that tells so. */
  public void advance(long seconds) throws IOException {
    order("evm_increaseTime", "0x" + Long.toHexString(seconds));
    order("evm_mine");
  }

  /** Something that is done on the chain. */
  @FunctionalInterface
  public interface Work<T> {
    T apply() throws IOException;
  }

  /** Does something for whose transactions blocks are made at once; then one is each second. */
  public <T> T atOnce(Work<T> work) throws IOException {
    mine(Mining.ON_DEMAND);
    try {
      return work.apply();
    } finally {
      mine(Mining.EACH_SECOND);
    }
  }

  /**
   * Lets it make blocks with transactions only: one that is left alone would else grow by a block
   * each second for nothing. One that has just ended rests already.
   */
  void rest() throws IOException {
    try {
      mine(Mining.ON_DEMAND);
    } catch (ChainException e) {
      if (!e.rule().equals("CHAIN-UNREACHABLE")) {
        throw e;
      }
    }
  }

  /** Makes blocks in another way from now on. */
  public void mine(Mining mining) throws IOException {
    switch (mining) {
      case EACH_SECOND -> order("evm_setIntervalMining", 1);
      case ON_DEMAND -> order("evm_setAutomine", true);
    }
  }

  /**
   * Keeps the time that was let pass before it was ended: its process forgets how far it was ahead
   * of the clock, and would make blocks that are older than those before.
   */
  private void goOnInTime() throws IOException {
    long last =
        web3j()
            .ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false)
            .send()
            .getBlock()
            .getTimestamp()
            .longValueExact();
    long ahead = last + 1 - Instant.now().getEpochSecond();
    if (ahead > 0) {
      order("evm_increaseTime", "0x" + Long.toHexString(ahead));
    }
  }

  /** Gives an order that only a development chain takes. */
  void order(String method, Object... parameters) throws IOException {
    Response<?> answer =
        new Request<>(
                method, List.of(parameters), new Endpoints(List.of(node), CHAIN), Answer.class)
            .send();
    if (answer.hasError()) {
      throw new IOException(
          "The development chain refused " + method + ": " + answer.getError().getMessage());
    }
  }

  /** An answer of which only matters whether it is an error. */
  static final class Answer extends Response<Object> {}

  /** Ends it, once its state is written. */
  public void stop() throws IOException {
    process.destroy();
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while ending the development chain");
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }
}
