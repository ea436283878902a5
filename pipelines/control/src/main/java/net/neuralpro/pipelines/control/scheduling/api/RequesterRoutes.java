package net.neuralpro.pipelines.control.scheduling.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.Promises;
import net.neuralpro.noderunner.protocol.Protocol;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.pipelines.control.scheduling.Scheduler;
import net.neuralpro.pipelines.control.scheduling.api.Callers.Caller;
import net.neuralpro.schemas.recording.Address;

/** The calls of requesters. */
final class RequesterRoutes {
  /** The most that a requester sends at once. */
  private static final long MAX_BLOCKS = 64L << 30;

  private final Scheduler scheduler;
  private final Callers callers;
  private final Polls polls;
  private final LongBodies bodies;

  RequesterRoutes(Scheduler scheduler, Callers callers, Polls polls, LongBodies bodies) {
    this.scheduler = scheduler;
    this.callers = callers;
    this.polls = polls;
    this.bodies = bodies;
  }

  void add(RoutesConfig routes) {
    routes.post(Protocol.SUBMISSIONS, this::submit);
    routes.post(Protocol.PROMISES, this::promise);
    routes.get(Protocol.EVENTS, this::events);
    routes.put(Protocol.BLOCKS, this::blocks);
    routes.post(SchedulerServer.TASK + "/check", this::check);
  }

  private void submit(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    Answers.answer(
        context, scheduler.submit(requester, Answers.message(context, caller, Submissions.class)));
  }

  private void promise(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    scheduler.promise(requester, Answers.message(context, caller, Promises.class));
    context.status(204);
  }

  private void events(Context context) throws IOException {
    Address requester = callers.requester(callers.of(context));
    long after = Answers.number(context.queryParam("after"));
    polls.wait(
        context,
        () -> scheduler.nextEvent(requester),
        () -> scheduler.events(requester, after),
        events -> !events.events().isEmpty());
  }

  private void blocks(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    bodies.upload(context, caller, MAX_BLOCKS, body -> scheduler.put(requester, body));
  }

  private void check(Context context) throws IOException {
    Caller caller = callers.of(context);
    Address requester = callers.requester(caller);
    scheduler
        .checks()
        .check(requester, Answers.task(context), Answers.message(context, caller, OwnCheck.class));
    context.status(204);
  }
}
