package net.neuralpro.pipelines.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import net.neuralpro.noderunner.agent.EngineKind;
import net.neuralpro.noderunner.agent.Equipment;
import net.neuralpro.noderunner.agent.Journal;
import net.neuralpro.noderunner.agent.NodeAgent;
import net.neuralpro.noderunner.agent.NodeFolder;
import net.neuralpro.noderunner.agent.NodeFolder.Wish;
import net.neuralpro.noderunner.agent.NodeIdentity;
import net.neuralpro.noderunner.agent.Terms;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.NetworkFiles;
import net.neuralpro.noderunner.protocol.RefusedCallException;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.noderunner.protocol.SchedulerCalls;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "",
      "The first start makes two keys: one that owns stake and earnings, and one that signs for the",
      "node and can move neither. It puts up the stake, which comes back when the node is ended.",
      "What was begun is gone on with at the next start, whatever ended this one."
    })
final class NodeStartCommand implements Callable<Integer> {
  private static final int DIGITS = 18;
  private static final long GIBIBYTE = 1L << 30;

  @Mixin private Terminal terminal;
  @Mixin private NodeUse node;

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
      names = "--places",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many tasks run at once, 1 to 64; by default ${DEFAULT-VALUE}.")
  private int places;

  @Option(
      names = "--memory",
      paramLabel = "GIBIBYTES",
      defaultValue = "4",
      description = "What each task may use; by default ${DEFAULT-VALUE}.")
  private long memory;

  @Option(
      names = "--disk",
      paramLabel = "GIBIBYTES",
      defaultValue = "64",
      description = "What each task may use; by default ${DEFAULT-VALUE}.")
  private long disk;

  @Option(
      names = "--least-price",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "Do no task for less; by default ${DEFAULT-VALUE}.")
  private BigDecimal leastPrice;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "What holds the tasks: runc, docker, podman, bubblewrap or process; by default the first of"
              + " these that this computer has.")
  private @Nullable String engine;

  @Option(
      names = "--engine-socket",
      paramLabel = "URI",
      description = "Where Docker or Podman listens, if not at its usual place.")
  private @Nullable URI engineSocket;

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
    Resources each =
        new Resources(1000, memory * GIBIBYTE, disk * GIBIBYTE, GIBIBYTE, Optional.empty());
    try (Equipment equipment =
        Equipment.of(
            engine == null ? Optional.empty() : Optional.of(EngineKind.of(engine)),
            Optional.ofNullable(engineSocket),
            new Equipment.Places(Home.workspace().home().resolve("images"), folder.sandbox()),
            each,
            places)) {
      serve(folder, entered, account, hotKey, equipment, each);
    }
  }

  private void serve(
      NodeFolder folder,
      NetworkDescription entered,
      Address account,
      ContributorKey hotKey,
      Equipment equipment,
      Resources each)
      throws IOException, InterruptedException {
    NodeIdentity identity =
        new NodeIdentity(
            account,
            hotKey,
            new Domain(entered.deployment().chain(), entered.deployment().contract("TaskEscrow")),
            equipment.image());
    Terms terms = new Terms(places, each, equipment.operators(), wei(leastPrice));
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

  private static BigInteger wei(BigDecimal tokens) {
    return tokens.movePointRight(DIGITS).toBigIntegerExact();
  }
}
