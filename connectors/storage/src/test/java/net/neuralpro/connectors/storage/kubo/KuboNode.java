package net.neuralpro.connectors.storage.kubo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A Kubo node with a repository of its own that talks to nobody but over loopback, at ports that it
 * keeps from its first start on. {@code src/test/setup/kubo} builds the program.
 */
public final class KuboNode implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration START = Duration.ofSeconds(60);
  private static final String PROFILE = "unixfs-v1-2025";

  private final Path repository;
  private final Path log;
  private Optional<Process> daemon = Optional.empty();

  private KuboNode(Path repository) {
    this.repository = repository;
    this.log = repository.resolveSibling(repository.getFileName() + ".log");
  }

  /** The program. */
  public static Path program() {
    Path folder = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Cannot find the repository above the working directory");
      }
    }
    Path program = folder.resolve("connectors/storage/target/ipfs");
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(
          "Cannot start Kubo: "
              + program
              + " is missing; build it with connectors/storage/src/test/setup/kubo "
              + program);
    }
    return program;
  }

  /** A new node in a folder that does not exist yet, with the profile of Neural. */
  public static KuboNode create(Path repository) throws IOException {
    return create(repository, settings -> {});
  }

  /** A new node with other settings. */
  public static KuboNode create(Path repository, Consumer<ObjectNode> settings) throws IOException {
    KuboNode node = new KuboNode(repository);
    node.run("init", "--profile=" + PROFILE);
    node.configure(
        all -> {
          talkToNobody(all);
          settings.accept(all);
        });
    return node;
  }

  private static void talkToNobody(ObjectNode settings) {
    ObjectNode addresses = settings.withObject("/Addresses");
    addresses.put("API", "/ip4/127.0.0.1/tcp/0").put("Gateway", "/ip4/127.0.0.1/tcp/0");
    addresses.putArray("Swarm").add("/ip4/127.0.0.1/tcp/0");
    settings.putArray("Bootstrap");
    settings.withObject("/Discovery/MDNS").put("Enabled", false);
    settings.withObject("/Routing").put("Type", "none").putArray("DelegatedRouters");
    settings.withObject("/Ipns").putArray("DelegatedPublishers");
    settings.withObject("/DNS").putObject("Resolvers");
    settings.withObject("/AutoConf").put("Enabled", false);
    settings.withObject("/AutoTLS").put("Enabled", false);
    settings.withObject("/AutoNAT").put("ServiceMode", "disabled");
    settings.withObject("/Provide").put("Enabled", false);
    settings.withObject("/HTTPRetrieval").put("Enabled", false);
    settings.withObject("/Gateway").put("NoFetch", true);
    ObjectNode swarm = settings.withObject("/Swarm");
    swarm.put("DisableNatPortMap", true);
    swarm.withObject("/RelayClient").put("Enabled", false);
    swarm.withObject("/RelayService").put("Enabled", false);
    swarm.withObject("/Transports/Network").put("Relay", false);
    settings.withObject("/Plugins/Plugins/telemetry/Config").put("Mode", "off");
  }

  /** Changes the settings of a node that does not run. */
  public void configure(Consumer<ObjectNode> change) throws IOException {
    Path file = repository.resolve("config");
    ObjectNode settings = (ObjectNode) MAPPER.readTree(file.toFile());
    change.accept(settings);
    MAPPER.writeValue(file.toFile(), settings);
  }

  /** Starts it and waits until it answers. */
  public KuboNode start() throws IOException {
    Files.deleteIfExists(repository.resolve("api"));
    Files.deleteIfExists(repository.resolve("gateway"));
    Process process =
        command(List.of("daemon", "--migrate=false"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    daemon = Optional.of(process);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> isReady() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("Kubo ended at once: " + Files.readString(log));
    }
    keepPorts();
    return this;
  }

  private boolean isReady() throws IOException {
    return Files.exists(repository.resolve("gateway"))
        && Files.readString(log, StandardCharsets.UTF_8).contains("Daemon is ready");
  }

  private void keepPorts() throws IOException {
    String api = Files.readString(repository.resolve("api")).strip();
    configure(settings -> settings.withObject("/Addresses").put("API", api));
  }

  /** The address of its RPC API. */
  public URI api() throws IOException {
    String[] parts = Files.readString(repository.resolve("api")).strip().split("/");
    return URI.create("http://" + parts[2] + ":" + parts[4]);
  }

  /** The address of its gateway. */
  public URI gateway() throws IOException {
    return URI.create(Files.readString(repository.resolve("gateway")).strip());
  }

  /** The address at which other nodes reach it. */
  public String address() throws IOException {
    JsonNode identity = MAPPER.readTree(run("id"));
    return identity.at("/Addresses/0").asText();
  }

  /** Connects it to another node. */
  public void connect(KuboNode other) throws IOException {
    run("swarm", "connect", other.address());
  }

  /** Where its blocks lie. */
  public Path blocks() {
    return repository.resolve("blocks");
  }

  /**
   * Runs its program on its repository, through the daemon if that runs, and returns its output.
   */
  public String run(String... arguments) throws IOException {
    Process process = command(List.of(arguments)).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ipfs " + String.join(" ", arguments) + " failed: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output.strip();
  }

  private ProcessBuilder command(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program().toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("IPFS_PATH", repository.toString());
    builder.environment().put("IPFS_TELEMETRY", "off");
    builder.environment().put("GOMAXPROCS", "2");
    return builder;
  }

  /** Kills it at once, as a power cut would. */
  public void kill() {
    daemon.ifPresent(process -> end(process.destroyForcibly()));
    daemon = Optional.empty();
  }

  /** Asks it to end, and waits. */
  @Override
  public void close() {
    daemon.ifPresent(
        process -> {
          process.destroy();
          end(process);
        });
    daemon = Optional.empty();
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
