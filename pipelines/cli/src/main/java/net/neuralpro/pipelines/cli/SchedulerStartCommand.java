package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.keys.Keystore;
import net.neuralpro.connectors.chain.keys.PassphraseSource;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.ChainSettings;
import net.neuralpro.connectors.chain.settlement.Settler;
import net.neuralpro.connectors.chain.tasks.Batch;
import net.neuralpro.connectors.messaging.MessagingSettings;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.NetworkFiles;
import net.neuralpro.pipelines.control.scheduling.Bounds;
import net.neuralpro.pipelines.control.scheduling.api.NetworkScheduler;
import net.neuralpro.schemas.content.DagJson;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural scheduler start}: serves nodes and requesters until it is ended. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Serves nodes and requesters until it is ended.",
    footer = {
      "",
      "Examples:",
      "  neural scheduler start",
      "  neural scheduler start --listen 0.0.0.0:8788 --address https://tasks.example.org",
      "",
      "Its state is in the workspace's folder scheduler and goes on after any end. It writes what",
      "others find the network by to network.json in the workspace. By default the chain is the",
      "workspace's development chain and the queue is in this process: see chain.yaml and",
      "messaging.yaml. It settles by a key of its own, whose account puts bonds into the escrow."
    })
final class SchedulerStartCommand implements Callable<Integer> {
  /** On a development chain nobody needs to wait for his pay. */
  private static final Settler.Policy AT_ONCE = new Settler.Policy(Batch.MOST, 1, 0);

  @Spec private CommandSpec spec;
  @Mixin private Terminal terminal;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8788",
      description = "Where to serve, by default ${DEFAULT-VALUE}; port 0 stands for any.")
  private String listen;

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "Where others reach it, such as a proxy with TLS; by default where it serves.")
  private @Nullable URI address;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "neural",
      description = "What people call the network, by default ${DEFAULT-VALUE}.")
  private String name;

  @Option(
      names = "--network-file",
      paramLabel = "FILE",
      description = "Also write what others find the network by to this file.")
  private @Nullable Path file;

  @Option(
      names = "--most-tasks",
      paramLabel = "COUNT",
      defaultValue = "20000",
      description =
          "How many unfinished tasks one requester may have, by default ${DEFAULT-VALUE}; more wait"
              + " with the requester.")
  private int tasks;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "8789",
      description =
          "Where this computer alone finds figures in Prometheus's text format, at /metrics; by"
              + " default ${DEFAULT-VALUE}; 0 stands for none.")
  private int metrics;

  SchedulerStartCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    InetSocketAddress at = ListenAddress.of(spec, listen);
    if (tasks < 1) {
      throw new ParameterException(
          spec.commandLine(), "Cannot work for requesters of %d tasks: 1 or more".formatted(tasks));
    }
    Workspace workspace = Home.workspace();
    ChainSettings settings = ChainSettings.read(workspace.home());
    try (ChainUse.Session session = ChainUse.require(workspace, Optional.of(key(workspace)));
        Chain read = Chain.open(settings, Optional.empty());
        NetworkScheduler scheduler =
            NetworkScheduler.start(
                workspace,
                read,
                session.chain(),
                MessagingSettings.read(workspace.home()),
                new NetworkScheduler.Settings(
                    name,
                    at,
                    Optional.ofNullable(address),
                    Bounds.USUAL.withTasks(tasks),
                    settings instanceof ChainSettings.Embedded ? AT_ONCE : Settler.Policy.USUAL,
                    LoopbackPort.of(spec, "--metrics-port", metrics)),
                Clock.systemUTC())) {
      tell(scheduler.network(), workspace);
      serve(scheduler);
    }
    return Exit.OK;
  }

  private static ContributorKey key(Workspace workspace) throws IOException {
    return new Keystore(
            workspace.home().resolve("scheduler").resolve("keys"),
            PassphraseSource.of(System.getenv()))
        .open();
  }

  private void tell(NetworkDescription network, Workspace workspace) throws IOException {
    Path written = NetworkFiles.write(network, workspace.home());
    if (file != null) {
      Files.write(file, DagJson.write(network));
      written = file;
    }
    terminal.json(network);
    terminal.print("Serving network %s at %s".formatted(network.name(), network.scheduler()));
    terminal.print("  neural node start --network " + written);
    terminal.print("  neural run … --compute network --network " + written);
    terminal.print("Requesters let %s settle.".formatted(network.poster()));
  }

  /** Until a signal ends the process: then what is being answered is answered first. */
  private void serve(NetworkScheduler scheduler) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread end =
        new Thread(
            () -> {
              try {
                scheduler.close();
              } catch (IOException e) {
                terminal.note("Cannot end well: " + e.getMessage());
              } finally {
                ended.countDown();
              }
            },
            "scheduler-end");
    Runtime.getRuntime().addShutdownHook(end);
    ended.await();
  }
}
