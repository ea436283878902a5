package net.neuralpro.pipelines.control.scheduling;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.connectors.messaging.memory.MemoryQueue;
import net.neuralpro.connectors.storage.car.DepthFirst;
import net.neuralpro.connectors.storage.contents.BlockBatch;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.pipelines.control.scheduling.api.SchedulerServer;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.TaskLedger;
import net.neuralpro.pipelines.control.scheduling.observation.SchedulerMetrics;
import net.neuralpro.pipelines.control.verification.Comparison;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.BlockStore;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/** A scheduler that serves over HTTP, with a clock and a chain of its own. */
public final class SchedulerTrial implements Closeable {
  /** Hardly anything is drawn. */
  public static final Policy SPARING =
      new Policy.SpotChecked(new Rate(1), new Rate(1), 1, Rate.NEVER, 1, new Comparison.Exact());

  /** Everything is drawn. */
  public static final Policy STRICT =
      new Policy.SpotChecked(Rate.ALWAYS, Rate.ALWAYS, 1, Rate.NEVER, 1, new Comparison.Exact());

  final TrialMarket market = new TrialMarket();
  final TrialClock clock = new TrialClock();
  private final InstantSource time;
  private final Path home;
  private final EmbeddedBlockStore store;
  private Bounds bounds = Bounds.USUAL;
  private WorkQueue queue = new MemoryQueue(100_000);
  Scheduler scheduler;
  private SchedulerServer server;
  SchedulerMetrics metrics;
  private Ticking ticking;
  private int port;

  public SchedulerTrial(Path home) throws IOException {
    this(home, Optional.empty(), 0);
  }

  /** One whose time passes by itself. */
  SchedulerTrial(Path home, InstantSource time, int port) throws IOException {
    this(home, Optional.of(time), port);
  }

  private SchedulerTrial(Path home, Optional<InstantSource> time, int port) throws IOException {
    this.home = home;
    this.time = time.orElse(clock);
    this.port = port;
    this.store = EmbeddedBlockStore.open(home.resolve("blocks"));
    start();
  }

  private void start() throws IOException {
    scheduler =
        Scheduler.open(
            home.resolve("ledger.db"),
            store,
            home.resolve("staging"),
            market,
            queue,
            Timing.USUAL,
            bounds,
            time);
    metrics = SchedulerMetrics.open(home.resolve("ledger.db"), market);
    server =
        SchedulerServer.start(
            scheduler,
            this::network,
            new InetSocketAddress("127.0.0.1", port),
            time,
            metrics.meters());
    port = server.port();
    ticking = Ticking.start("trial", Duration.ofMillis(50), scheduler::tick);
  }

  /** What others find it by. */
  public NetworkDescription network() {
    return network(port);
  }

  private NetworkDescription network(int at) {
    TreeMap<String, Address> contracts = new TreeMap<>();
    Deployment.CONTRACTS.forEach(
        name -> contracts.put(name, ContributorKey.ofSeed(1, name).address()));
    return new NetworkDescription(
        "trial",
        URI.create("http://127.0.0.1:" + at),
        List.of(URI.create("http://127.0.0.1:1")),
        new Deployment(31337, 1, contracts),
        ContributorKey.ofSeed(1, "poster").address());
  }

  /** Ends the scheduler as it stands and starts one with other bounds. */
  public void restart(Bounds others) throws IOException {
    bounds = others;
    restart();
  }

  /** Ends the scheduler as it stands and starts it anew; its queue has lost all. */
  void restart() throws IOException {
    ticking.close();
    server.close();
    metrics.close();
    scheduler.close();
    queue.close();
    queue = new MemoryQueue(100_000);
    start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** How many checks a node has passed for a requester. */
  int trust(Address requester, Address node) throws IOException {
    try (TaskLedger ledger = TaskLedger.open(home.resolve("ledger.db"))) {
      return ledger.trust(requester, node).passed();
    }
  }

  /** Whose pay is owed. */
  List<Address> owed() throws IOException {
    try (TaskLedger ledger = TaskLedger.open(home.resolve("ledger.db"))) {
      return ledger.owed(100).stream().map(Copy::node).toList();
    }
  }

  TrialWorld world() {
    return new TrialWorld(base(), market.domain(), time);
  }

  TrialRequester requester(String name) {
    return new TrialRequester(world(), name);
  }

  /** A node that is enrolled. */
  public TrialNode node(String name) {
    TrialNode node = new TrialNode(world(), name);
    market.enrol(node.account(), node.hotKey());
    return node;
  }

  /** Brings a graph into the scheduler's store, as if its requester had sent it before. */
  void keep(BlockStore from, Cid root, Address requester) throws IOException {
    BlockBatch batch = store.batch();
    List<Cid> kept = new ArrayList<>();
    try (DepthFirst blocks = DepthFirst.of(from, root);
        TaskLedger ledger = TaskLedger.open(home.resolve("ledger.db"))) {
      for (Optional<Block> next = blocks.next(); next.isPresent(); next = blocks.next()) {
        batch.put(next.get());
        kept.add(next.get().cid());
      }
      ledger.owners().add(requester, kept, time.instant().getEpochSecond());
    }
  }

  /** Time goes on by a block, and the scheduler looks around. */
  public void pass(long seconds) throws IOException {
    clock.pass(seconds);
    market.newest.incrementAndGet();
    scheduler.tick();
  }

  @Override
  public void close() throws IOException {
    ticking.close();
    server.close();
    metrics.close();
    scheduler.close();
    queue.close();
    store.close();
  }
}
