package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.function.IntFunction;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.pipelines.control.scheduling.Scheduler;
import net.neuralpro.pipelines.control.scheduling.observation.HttpCalls;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The scheduler's API, see docs/reference/scheduler-api.md. Whoever waits holds no thread. */
public final class SchedulerServer implements Closeable {
  private static final int THREADS = 32;
  private static final int CONNECTIONS = 4000;
  private static final int MAX_HEADERS = 16 << 10;
  private static final int IDLE_MILLISECONDS = 60_000;

  /** Where the calls of a task are. */
  static final String TASK = "/v1/tasks/{task}";

  private final Scheduler scheduler;
  private final Callers callers;
  private final Polls polls;
  private final LongBodies bodies = new LongBodies();
  private final HttpCalls calls;
  private final Javalin javalin;

  private SchedulerServer(
      Scheduler scheduler,
      IntFunction<NetworkDescription> network,
      InetSocketAddress address,
      InstantSource time,
      MeterRegistry meters) {
    this.scheduler = scheduler;
    this.callers = new Callers(scheduler.market(), time);
    this.polls = new Polls();
    this.calls = new HttpCalls(meters);
    this.javalin = Javalin.create(config -> configure(config, network, address));
  }

  /**
   * Serves a scheduler.
   *
   * @param network what is told of it, by the port that it got
   * @param address port 0 stands for any
   * @param meters where calls are counted
   */
  public static SchedulerServer start(
      Scheduler scheduler,
      IntFunction<NetworkDescription> network,
      InetSocketAddress address,
      InstantSource time,
      MeterRegistry meters) {
    SchedulerServer server = new SchedulerServer(scheduler, network, address, time, meters);
    server.javalin.start();
    return server;
  }

  /** The port that it got. */
  public int port() {
    return javalin.port();
  }

  private void configure(
      JavalinConfig config, IntFunction<NetworkDescription> network, InetSocketAddress address) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = Protocol.MAX_MESSAGE;
    config.jetty.threadPool = threads();
    config.jetty.addConnector((server, settings) -> connector(server, settings, address));
    routes(config.routes, network);
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("scheduler");
    return threads;
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration settings, InetSocketAddress address) {
    settings.setRequestHeaderSize(MAX_HEADERS);
    settings.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(settings));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    connector.setIdleTimeout(IDLE_MILLISECONDS);
    connector.setAcceptQueueSize(CONNECTIONS);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
    return connector;
  }

  private void routes(RoutesConfig routes, IntFunction<NetworkDescription> network) {
    calls.watch(routes);
    routes.get(Protocol.NETWORK, context -> Answers.answer(context, network.apply(port())));
    new RequesterRoutes(scheduler, callers, polls, bodies).add(routes);
    new NodeRoutes(scheduler, callers, polls, bodies).add(routes);
    routes.exception(Exception.class, (failure, context) -> Answers.refuse(context, failure));
    routes.exception(HttpResponseException.class, Answers::missing);
  }

  @Override
  public void close() {
    polls.close();
    javalin.stop();
  }
}
