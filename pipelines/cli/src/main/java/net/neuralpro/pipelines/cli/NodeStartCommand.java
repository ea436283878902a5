package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.chain.ChainException;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.network.Nodes;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.noderunner.agent.Equipment;
import net.neuralpro.noderunner.agent.Hours;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.noderunner.agent.NodeAgent;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.noderunner.agent.NodeFolder.Wish;
import net.neuralpro.noderunner.agent.NodeIdentity;
import net.neuralpro.noderunner.agent.Terms;
import net.neuralpro.noderunner.observation.MetricsServer;
import net.neuralpro.noderunner.observation.NodeMetrics;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.NetworkFiles;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code neural node start}: claims tasks and does them until it is ended. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Claims tasks of a network and does them until it is ended.",
    footer = {
      "",
      "Examples:",
      "  neural node start",
      "  neural node start --network https://tasks.example.org --places 2",
      "  neural node start --node second --least-price 0.02 --engine docker",
      "  neural node start --hours 22-7",
      "",
      "The first start makes two keys: one that owns stake and earnings, and one that signs for the",
      "node and can move neither. It puts up the stake, which comes back when the node is ended.",
      "What was begun is gone on with at the next start, whatever ended this one."
    })
final class NodeStartCommand implements Callable<Integer> {
  private static final int DIGITS = 18;

  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;
  @Mixin private EngineUse engine;

  @Option(
      names = "--network",
      paramLabel = "FILE|URL",
      description = "The network's file, or its scheduler; by default that of this workspace.")
  private @Nullable String network;

  @Option(
      names = "--stake",
      paramLabel = "TOKENS",
      defaultValue = "1000",
      description = "What the node puts up when it first starts; by default ${DEFAULT-VALUE}.")
  private BigDecimal stake;

  @Option(
      names = "--least-price",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "Do no task for less; by default ${DEFAULT-VALUE}.")
  private BigDecimal leastPrice;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      description =
          "Claim tasks in these hours of the day only, as 22-7; what was claimed is done.")
  private @Nullable String hours;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Where this computer alone finds figures in Prometheus's text format, at /metrics; by"
              + " default nowhere.")
  private int metricsPort;

  @Spec private CommandSpec spec;

  NodeStartCommand() {}

  /** For scripts, when it begins. */
  private record Begun(
      String network, Address account, Address hotKey, String engine, Digest image) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    NodeFolder folder = node.folder();
    Optional<NodeFolder.Lock> lock = folder.lock();
    if (lock.isEmpty()) {
      throw new RefusedCallException(
          "NODE-RUNS",
          "Cannot start node %s: it runs already; perhaps choose another by --node"
              .formatted(node.name()));
    }
    try (NodeFolder.Lock held = lock.get()) {
      folder.forgetWishes();
      NetworkDescription entered =
          NetworkFiles.read(Optional.ofNullable(network), Home.workspace().home());
      ContributorKey owner = NodeUse.ownerKey(folder);
      ContributorKey hotKey = NodeUse.hotKey(folder);
      enrol(entered, owner, hotKey.address());
      serve(folder, entered, owner.address(), hotKey);
    }
    return Exit.OK;
  }

  private void enrol(NetworkDescription entered, ContributorKey owner, Address hotKey)
      throws IOException {
    try (ChainUse.Session session = ChainUse.require(Home.workspace(), Optional.of(owner))) {
      Chain chain = session.chain();
      if (!chain.deployment().equals(entered.deployment())) {
        throw new ChainException(
            "NETWORK-CHAIN",
            "Cannot enter network %s: it is on another chain than this workspace; see chain.yaml"
                .formatted(entered.name()));
      }
      Optional<Nodes.Node> known = chain.nodes().find(owner.address());
      if (known.isEmpty()) {
        terminal.note("The node puts up %s NEURAL.".formatted(stake.toPlainString()));
        chain.nodes().enrol(hotKey, wei(stake));
      } else if (!known.get().hotKey().equals(hotKey)) {
        chain.nodes().setHotKey(hotKey);
      }
    }
  }

  private void serve(
      NodeFolder folder, NetworkDescription entered, Address account, ContributorKey hotKey)
      throws IOException, InterruptedException {
    Optional<InetSocketAddress> figures = LoopbackPort.of(spec, "--metrics-port", metricsPort);
    try (Equipment equipment = engine.equipment(folder.sandbox());
        NodeMetrics metrics = NodeMetrics.open(folder.journal())) {
      if (figures.isEmpty()) {
        serve(folder, entered, account, hotKey, equipment);
        return;
      }
      try (MetricsServer server = MetricsServer.start(figures.get(), metrics::text)) {
        serve(folder, entered, account, hotKey, equipment.with(metrics::watched));
      }
    }
  }

  private void serve(
      NodeFolder folder,
      NetworkDescription entered,
      Address account,
      ContributorKey hotKey,
      Equipment equipment)
      throws IOException, InterruptedException {
    NodeIdentity identity =
        new NodeIdentity(
            account,
            hotKey,
            new Domain(entered.deployment().chain(), entered.deployment().contract("TaskEscrow")),
            equipment.image());
    Terms terms =
        new Terms(engine.places(), engine.each(), equipment.operators(), hours(), wei(leastPrice));
    NodeAgent agent =
        new NodeAgent(
            new SchedulerCalls(
                entered.scheduler(), identity.domain(), account, hotKey, Clock.systemUTC()),
            folder.workspace().blocks(),
            Journal.open(folder.journal()),
            identity,
            terms,
            equipment,
            folder.scratch(),
            Clock.systemUTC());
    CountDownLatch signalled = new CountDownLatch(1);
    Thread end = new Thread(() -> endWith(agent, signalled), "node-end");
    Runtime.getRuntime().addShutdownHook(end);
    agent.start();
    terminal.json(
        new Begun(
            entered.name(), account, hotKey.address(), equipment.kind().word(), equipment.image()));
    terminal.print(
        "Node %s of network %s claims tasks; %s holds them."
            .formatted(account, entered.name(), equipment.kind().word()));
    while (!signalled.await(500, TimeUnit.MILLISECONDS)) {
      if (folder.isWished(Wish.DRAIN)) {
        agent.drain();
      }
      if (folder.isWished(Wish.STOP) || agent.isDrained()) {
        agent.close();
        Runtime.getRuntime().removeShutdownHook(end);
        terminal.print("The node has ended.");
        return;
      }
    }
  }

  private void endWith(NodeAgent agent, CountDownLatch signalled) {
    try {
      agent.close();
    } catch (IOException e) {
      terminal.note("Cannot end well: " + e.getMessage());
    } finally {
      signalled.countDown();
    }
  }

  private Hours hours() {
    try {
      return hours == null ? Hours.ALL : Hours.parse(hours);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static BigInteger wei(BigDecimal tokens) {
    return tokens.movePointRight(DIGITS).toBigIntegerExact();
  }
}
