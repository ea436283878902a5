package net.neuralpro.pipelines.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Kubo node that talks to nobody but over loopback. */
final class IpfsNode implements AutoCloseable {
  private static final Map<String, String> ALONE =
      Map.ofEntries(
          Map.entry("Addresses.API", "\"/ip4/127.0.0.1/tcp/0\""),
          Map.entry("Addresses.Gateway", "\"/ip4/127.0.0.1/tcp/0\""),
          Map.entry("Addresses.Swarm", "[\"/ip4/127.0.0.1/tcp/0\"]"),
          Map.entry("Bootstrap", "[]"),
          Map.entry("Discovery.MDNS.Enabled", "false"),
          Map.entry("Routing.Type", "\"none\""),
          Map.entry("Routing.DelegatedRouters", "[]"),
          Map.entry("Ipns.DelegatedPublishers", "[]"),
          Map.entry("DNS.Resolvers", "{}"),
          Map.entry("AutoConf.Enabled", "false"),
          Map.entry("AutoTLS.Enabled", "false"),
          Map.entry("Provide.Enabled", "false"),
          Map.entry("Gateway.NoFetch", "false"),
          Map.entry("Swarm.DisableNatPortMap", "true"),
          Map.entry("Swarm.RelayClient.Enabled", "false"),
          Map.entry("Swarm.RelayService.Enabled", "false"),
          Map.entry("Plugins.Plugins.telemetry.Config.Mode", "\"off\""));

  private final Path repository;
  private final Process daemon;

  /** Makes a node in a folder that is not there, and starts it. */
  IpfsNode(Path repository) throws IOException, InterruptedException {
    this.repository = repository;
    run("init", "--profile=unixfs-v1-2025");
    for (Map.Entry<String, String> setting : ALONE.entrySet()) {
      run("config", "--json", setting.getKey(), setting.getValue());
    }
    Path log = repository.resolveSibling(repository.getFileName() + ".log");
    daemon = command("daemon").redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroyForcibly));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(log).contains("Daemon is ready"));
  }

  private ProcessBuilder command(String... arguments) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    List<String> command = new ArrayList<>();
    command.add(root.resolve("connectors/storage/target/ipfs").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("IPFS_PATH", repository.toString());
    return builder;
  }

  /** Runs the program, and what it prints. */
  String run(String... arguments) throws IOException, InterruptedException {
    Process process = command(arguments).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ipfs " + String.join(" ", arguments) + ": " + out);
    }
    return out.strip();
  }

  /** The address of its RPC API. */
  URI api() throws IOException {
    String[] parts = Files.readString(repository.resolve("api")).strip().split("/");
    return URI.create("http://" + parts[2] + ":" + parts[4]);
  }

  /** The address of its gateway. */
  URI gateway() throws IOException {
    return URI.create(Files.readString(repository.resolve("gateway")).strip());
  }

  /** Where other nodes reach it. */
  String swarm() throws IOException, InterruptedException {
    String id = run("id", "-f", "<id>");
    String address =
        run("swarm", "addrs", "local")
            .lines()
            .filter(it -> it.contains("/tcp/"))
            .findFirst()
            .orElseThrow();
    return address + "/p2p/" + id;
  }

  @Override
  public void close() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }
}
