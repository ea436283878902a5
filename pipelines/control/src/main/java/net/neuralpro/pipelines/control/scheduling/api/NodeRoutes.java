package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import net.neuralpro.connectors.chain.network.Nodes.Node;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.ClaimRequest;
import net.neuralpro.noderunner.protocol.Commit;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.pipelines.control.scheduling.Scheduler;
import net.neuralpro.pipelines.control.scheduling.SchedulerException;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.api.Callers.Caller;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/** The calls of nodes, and of both for blocks. */
final class NodeRoutes {
  /** More than what a CAR has beside an output's blocks. */
  private static final long FRAMES = 4 << 20;

  private final Scheduler scheduler;
  private final Callers callers;
  private final Polls polls;
  private final LongBodies bodies;

  NodeRoutes(Scheduler scheduler, Callers callers, Polls polls, LongBodies bodies) {
    this.scheduler = scheduler;
    this.callers = callers;
    this.polls = polls;
    this.bodies = bodies;
  }

  void add(RoutesConfig routes) {
    String task = SchedulerServer.TASK;
    routes.post(Protocol.CLAIMS, this::claim);
    routes.get(task, this::state);
    routes.get(task + "/blocks/{block}", this::block);
    routes.post(task + "/commit", this::commit);
    routes.put(task + "/output", this::output);
    routes.post(task + "/reveal", this::reveal);
    routes.post(task + "/give-up", this::giveUp);
  }

  private void claim(Context context) throws IOException {
    Caller caller = callers.of(context);
    Node node = callers.node(caller);
    ClaimRequest claim = Answers.message(context, caller, ClaimRequest.class);
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
    TaskId task = Answers.task(context);
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
        .result(scheduler.block(account, Answers.task(context), cid).bytes());
  }

  private void commit(Context context) throws IOException {
    Caller caller = callers.of(context);
    Answers.answer(
        context,
        scheduler
            .nodes()
            .commit(
                Answers.task(context),
                caller.account(),
                Answers.message(context, caller, Commit.class)));
  }

  private void output(Context context) throws IOException {
    Caller caller = callers.of(context);
    TaskId task = Answers.task(context);
    long most = scheduler.nodes().outputLimit(task, caller.account()) + FRAMES;
    bodies.upload(
        context, caller, most, body -> scheduler.nodes().output(task, caller.account(), body));
  }

  private void reveal(Context context) throws IOException {
    Caller caller = callers.of(context);
    TaskState state =
        scheduler
            .nodes()
            .reveal(
                Answers.task(context),
                caller.account(),
                Answers.message(context, caller, Reveal.class));
    Answers.answer(context, state);
  }

  private void giveUp(Context context) throws IOException {
    Caller caller = callers.of(context);
    scheduler
        .nodes()
        .giveUp(
            Answers.task(context),
            caller.account(),
            Answers.message(context, caller, GivenUp.class));
    context.status(204);
  }
}
