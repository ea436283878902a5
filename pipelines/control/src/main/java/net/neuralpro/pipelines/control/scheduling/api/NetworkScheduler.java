package net.neuralpro.pipelines.control.scheduling.api;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import net.neuralpro.connectors.chain.network.Chain;
import net.neuralpro.connectors.chain.settlement.Progress;
import net.neuralpro.connectors.chain.settlement.Settler;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.connectors.messaging.Cache;
import net.neuralpro.connectors.messaging.MessagingSettings;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.connectors.storage.embedded.EmbeddedBlockStore;
import net.neuralpro.connectors.storage.embedded.Workspace;
import net.neuralpro.noderunner.observation.MetricsServer;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.pipelines.control.scheduling.Bounds;
import net.neuralpro.pipelines.control.scheduling.CachedMarket;
import net.neuralpro.pipelines.control.scheduling.ChainMarket;
import net.neuralpro.pipelines.control.scheduling.Market;
import net.neuralpro.pipelines.control.scheduling.Scheduler;
import net.neuralpro.pipelines.control.scheduling.Settlement;
import net.neuralpro.pipelines.control.scheduling.Ticking;
import net.neuralpro.pipelines.control.scheduling.Timing;
import net.neuralpro.pipelines.control.scheduling.observation.SchedulerMetrics;
import net.neuralpro.schemas.recording.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network's scheduler in a workspace: it serves, looks around, and settles until it is closed.
 */
public final class NetworkScheduler implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(NetworkScheduler.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final String QUEUE = "tasks";

  private final Deque<Closeable> opened = new ArrayDeque<>();
  private final NetworkDescription network;

  /**
   * How it is run.
   *
   * @param name what people call the network
   * @param listen where it serves; port 0 stands for any
   * @param address where others reach it; absent if that is the same
   * @param bounds of what it keeps for one requester
   * @param settling when batches are made
   * @param metrics where figures are served; absent if nowhere
   */
  public record Settings(
      String name,
      InetSocketAddress listen,
      Optional<URI> address,
      Bounds bounds,
      Settler.Policy settling,
      Optional<InetSocketAddress> metrics) {
    private URI address(int port) {
      return address.orElseGet(
          () -> URI.create("http://%s:%d".formatted(listen.getHostString(), port)));
    }
  }

  private NetworkScheduler(
      Workspace workspace,
      Chain read,
      Chain post,
      MessagingSettings messaging,
      Settings settings,
      InstantSource time)
      throws IOException {
    try {
      network = open(workspace, read, post, messaging, settings, time);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private NetworkDescription open(
      Workspace workspace,
      Chain read,
      Chain post,
      MessagingSettings messaging,
      Settings settings,
      InstantSource time)
      throws IOException {
    Path folder = workspace.home().resolve("scheduler");
    Path ledger = folder.resolve("ledger.db");
    EmbeddedBlockStore store = keep(workspace.blocks());
    WorkQueue queue = messaging.queue(QUEUE);
    opened.push(queue::close);
    Domain domain = read.escrow().domain();
    Cache cache = messaging.cache("chain-%d-%s".formatted(domain.chain(), domain.contract()));
    opened.push(cache::close);
    Address poster = post.lane().address();
    Market market = new CachedMarket(new ChainMarket(read, poster), cache, time);
    Scheduler scheduler =
        keep(
            Scheduler.open(
                ledger,
                store,
                folder.resolve("staging"),
                market,
                queue,
                Timing.USUAL,
                settings.bounds(),
                time));
    SchedulerMetrics metrics = keep(SchedulerMetrics.open(ledger, market));
    Settlement settlement =
        keep(
            Settlement.open(
                post, ledger, store, folder.resolve("settler.db"), settings.settling()));
    keep(Ticking.start("scheduler-settling", SETTLING, () -> tell(settlement.step(), metrics)));
    keep(Ticking.start("scheduler-tick", TICK, scheduler::tick));
    SchedulerServer server =
        keep(
            SchedulerServer.start(
                scheduler,
                port ->
                    new NetworkDescription(
                        settings.name(),
                        settings.address(port),
                        read.endpoints().nodes(),
                        read.deployment(),
                        poster),
                settings.listen(),
                time,
                metrics.meters()));
    if (settings.metrics().isPresent()) {
      keep(MetricsServer.start(settings.metrics().get(), metrics::text));
    }
    return new NetworkDescription(
        settings.name(),
        settings.address(server.port()),
        read.endpoints().nodes(),
        read.deployment(),
        poster);
  }

  /**
   * Starts the scheduler of a workspace, which goes on where it ended.
   *
   * @param read by which the chain is read; nobody else uses it, and it stays open longer
   * @param post by whose key tasks are settled; alike
   */
  public static NetworkScheduler start(
      Workspace workspace,
      Chain read,
      Chain post,
      MessagingSettings messaging,
      Settings settings,
      InstantSource time)
      throws IOException {
    return new NetworkScheduler(workspace, read, post, messaging, settings, time);
  }

  private <T extends Closeable> T keep(T resource) {
    opened.push(resource);
    return resource;
  }

  private static void tell(Progress progress, SchedulerMetrics metrics) {
    metrics.settled(progress);
    progress.done().forEach(done -> LOG.info("Settled: {}", done));
    progress.troubles().forEach(trouble -> LOG.warn("{}", trouble));
  }

  /** What others find it by. */
  public NetworkDescription network() {
    return network;
  }

  /** Ends it; what it said stays true. */
  @Override
  public synchronized void close() throws IOException {
    IOException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
