package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.storage.StorageException;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Commit;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.NetworkDescription;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Refusal;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.pipelines.control.scheduling.Scheduler;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.api.Callers.Caller;
import net.neuralpro.pipelines.control.scheduling.observation.HttpCalls;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.content.MalformedContentException;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler's API, see docs/reference/scheduler-api.md. Whoever waits holds no thread. */
public final class SchedulerServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerServer.class);
  private static final int THREADS = 32;
  private static final int CONNECTIONS = 4000;
  private static final int MAX_HEADERS = 16 << 10;
  private static final int IDLE_MILLISECONDS = 60_000;
  private static final int UPLOADS = 8;

  /** More than what a CAR has beside an output's blocks. */
  private static final long FRAMES = 4 << 20;

  /** The most that a requester sends at once. */
  private static final long MAX_BLOCKS = 64L << 30;

  private final Scheduler scheduler;
  private final Callers callers;
  private final Polls polls;
  private final Semaphore uploads = new Semaphore(UPLOADS);
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
    routes.get(Protocol.NETWORK, context -> answer(context, network.apply(port())));
    routes.post(Protocol.SUBMISSIONS, this::submit);
    routes.post(Protocol.PROMISES, this::promise);
    routes.get(Protocol.EVENTS, this::events);
    routes.put(Protocol.BLOCKS, this::blocks);
    routes.post(Protocol.CLAIMS, this::claim);
    String task = "/v1/tasks/{task}";
    routes.get(task, this::state);
    routes.get(task + "/blocks/{block}", this::block);
    routes.post(task + "/commit", this::commit);
    routes.put(task + "/output", this::output);
    routes.post(task + "/reveal", this::reveal);
    routes.post(task + "/give-up", this::giveUp);
    routes.exception(Exception.class, (failure, context) -> refuse(context, failure));
    routes.exception(HttpResponseException.class, SchedulerServer::missing);
  }

  private static void missing(HttpResponseException failure, Context context) {
    context.status(failure.getStatus());
    answer(context, new Refusal("SCHEDULER-ABSENT", "There is nothing to call by this name"));
  }

  static void answer(Context context, Object message) {
    if (message instanceof Refusal refusal) {
      HttpCalls.refused(context, refusal.rule());
    }
    context.contentType("application/json").result(DagJson.write(message));
  }

  /** Says why a call is refused; of faults that are not the caller's it says nothing more. */
  static void refuse(Context context, Throwable failure) {
    Refusal refusal;
    int status;
    if (failure instanceof SchedulerException refused) {
      refusal = new Refusal(refused.rule(), String.valueOf(refused.getMessage()));
      status = status(refused.kind());
    } else if (failure instanceof StorageException storage) {
      refusal = new Refusal(storage.rule(), String.valueOf(storage.getMessage()));
      status = 400;
    } else if (failure instanceof MalformedContentException malformed) {
      refusal = new Refusal("SCHEDULER-MESSAGE", String.valueOf(malformed.getMessage()));
      status = 400;
    } else {
      LOG.warn("{} {} failed", context.method(), context.path(), failure);
      refusal = new Refusal("SCHEDULER-FAULT", "The scheduler could not do this; try again later");
      status = 503;
    }
    context.status(status);
    answer(context, refusal);
  }

  private static int status(Kind kind) {
    return switch (kind) {
      case UNKNOWN_CALLER -> 401;
      case FORBIDDEN -> 403;
      case ABSENT -> 404;
      case CONFLICT -> 409;
      case TOO_LARGE -> 413;
      case BAD -> 400;
    };
  }

  private static <T> T message(Context context, Caller caller, Class<T> type) throws IOException {
    try (InputStream body =
        new SignedBody(context.bodyInputStream(), caller.body(), Protocol.MAX_MESSAGE)) {
      return DagJson.read(body.readAllBytes(), type);
    }
  }

  private static TaskId task(Context context) throws SchedulerException {
    try {
      return new TaskId(new Digest(context.pathParam("task")));
    } catch (IllegalArgumentException e) {
      throw new SchedulerException(Kind.ABSENT, "SCHEDULER-ABSENT", String.valueOf(e.getMessage()));
    }
  }

  private void submit(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    answer(context, scheduler.submit(requester, message(context, caller, Submissions.class)));
  }

  private void promise(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    scheduler.promise(requester, message(context, caller, Promises.class));
    context.status(204);
  }

  private void events(Context context) throws IOException {
    Address requester = callers.requester(callers.of(context));
    long after = number(context.queryParam("after"));
    polls.wait(
        context,
        () -> scheduler.nextEvent(requester),
        () -> scheduler.events(requester, after),
        events -> !events.events().isEmpty());
  }

  private static long number(@Nullable String text) throws SchedulerException {
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-MESSAGE", "Cannot read the number of an event");
    }
  }

  /** Something with an upload, of which only some go at once. */
  private interface Upload {
    void take(InputStream body) throws IOException;
  }

  private void upload(Context context, Caller caller, long most, Upload upload) throws IOException {
    if (!uploads.tryAcquire()) {
      context.header("Retry-After", "1");
      context.status(503);
      answer(context, new Refusal("SCHEDULER-BUSY", "Others send too much now; try again"));
      return;
    }
    try (InputStream body = new SignedBody(context.req().getInputStream(), caller.body(), most)) {
      upload.take(body);
      context.status(204);
    } finally {
      uploads.release();
    }
  }

  private void blocks(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    upload(context, caller, MAX_BLOCKS, body -> scheduler.put(requester, body));
  }

  private void claim(Context context) throws IOException {
    Caller caller = callers.of(context);
    Node node = callers.node(caller);
    ClaimRequest claim = message(context, caller, ClaimRequest.class);
    scheduler.claim(node, claim);
    polls
        .wait(
            context,
            () -> scheduler.nextOrder(node.account()),
            () -> scheduler.orders(node.account(), claim.places()),
            orders -> !orders.orders().isEmpty())
        .whenComplete((done, failure) -> scheduler.leave(node.account(), claim));
  }

  private void state(Context context) throws IOException {
    Address node = callers.of(context).account();
    TaskId task = task(context);
    String after = context.queryParam("after");
    polls.wait(
        context,
        () -> scheduler.nextStage(task),
        () -> scheduler.nodes().state(task, node),
        state -> after == null || !state.stage().name().equals(after));
  }

  private void block(Context context) throws IOException {
    Address account = callers.of(context).account();
    Cid cid;
    try {
      cid = Cid.parse(context.pathParam("block"));
    } catch (IllegalArgumentException e) {
      throw new SchedulerException(Kind.ABSENT, "SCHEDULER-ABSENT", String.valueOf(e.getMessage()));
    }
    context
        .contentType("application/octet-stream")
        .result(scheduler.block(account, task(context), cid).bytes());
  }

  private void commit(Context context) throws IOException {
    Caller caller = callers.of(context);
    answer(
        context,
        scheduler
            .nodes()
            .commit(task(context), caller.account(), message(context, caller, Commit.class)));
  }

  private void output(Context context) throws IOException {
    Caller caller = callers.of(context);
    TaskId task = task(context);
    long most = scheduler.nodes().outputLimit(task, caller.account()) + FRAMES;
    upload(context, caller, most, body -> scheduler.nodes().output(task, caller.account(), body));
  }

  private void reveal(Context context) throws IOException {
    Caller caller = callers.of(context);
    TaskState state =
        scheduler
            .nodes()
            .reveal(task(context), caller.account(), message(context, caller, Reveal.class));
    answer(context, state);
  }

  private void giveUp(Context context) throws IOException {
    Caller caller = callers.of(context);
    scheduler
        .nodes()
        .giveUp(task(context), caller.account(), message(context, caller, GivenUp.class));
    context.status(204);
  }

  @Override
  public void close() {
    polls.close();
    javalin.stop();
  }
}
