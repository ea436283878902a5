package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks around: ends what came too late, goes on with what waited. Used by one thread at a time.
 */
final class Watch {
  /** How often, in ticks, what the queue may have lost is offered anew. */
  private static final int OFFER_TICKS = 100;

  /** How often, in seconds, it is forgotten who brought old blocks. */
  private static final long FORGETTING = 3600;

  /** How often, in ticks, nodes that wait are looked at again. */
  private static final int LOOK_TICKS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final Desk desk;
  private final Supply supply;
  private final Feed feed;
  private final Dispatch dispatch;
  private final Durations durations;
  private final Course course;
  private final Verdicts verdicts;
  private final Intake intake;
  private final NodeCalls nodeCalls;
  private final Deadlines deadlines;
  private final Lapses lapses;
  private long ticks;
  private long forgotten;

  Watch(
      Desk desk,
      Supply supply,
      Feed feed,
      Dispatch dispatch,
      Durations durations,
      Course course,
      Verdicts verdicts,
      Intake intake,
      NodeCalls nodeCalls,
      Deadlines deadlines,
      Lapses lapses) {
    this.desk = desk;
    this.supply = supply;
    this.feed = feed;
    this.dispatch = dispatch;
    this.durations = durations;
    this.course = course;
    this.verdicts = verdicts;
    this.intake = intake;
    this.nodeCalls = nodeCalls;
    this.deadlines = deadlines;
    this.lapses = lapses;
  }

  /** Does what time has come for. Called a few times each second. */
  void tick() throws IOException {
    ticks++;
    supply.renew();
    if (ticks % OFFER_TICKS == 0) {
      for (Task task : desk.ledger().tasks(Task.State.OPEN)) {
        if (!supply.has(task.id())) {
          supply.offer(task);
        }
      }
    }
    feed.next();
    Set<TaskId> moved = new LinkedHashSet<>();
    lapse(moved);
    moved.addAll(lapses.rested(desk.now()));
    for (TaskId task : deadlines.over(desk.now())) {
      moved.add(task);
      intake.forget(task);
      lapses.end(task);
    }
    for (Copy copy : desk.ledger().copies(State.REVEALED)) {
      moved.add(copy.task());
    }
    for (TaskId task : moved) {
      try {
        course.advance(task);
      } catch (SchedulerException e) {
        LOG.warn("Task {} goes on later: {}", task, e.getMessage());
      }
    }
    if (forgotten + FORGETTING <= desk.now()) {
      forgotten = desk.now();
      desk.contents().forget();
    }
    if (ticks % LOOK_TICKS == 0) {
      dispatch.look();
    }
  }

  /** Ends what came too late. */
  private void lapse(Set<TaskId> moved) throws IOException {
    long now = desk.now();
    for (Copy copy : desk.ledger().copies(State.PROPOSED)) {
      if (copy.since() + desk.timing().proposal().toSeconds() < now) {
        desk.ledger().remove(copy);
        if (lapses.again(copy.task(), now, desk.timing().proposal().toSeconds())) {
          moved.add(copy.task());
        }
      }
    }
    for (Copy copy : desk.ledger().copies(State.ASSIGNED)) {
      if (copy.commitBy() < now) {
        withhold(copy, "It put no result down in time");
        moved.add(copy.task());
      } else {
        Task task = desk.ledger().task(copy.task()).orElseThrow();
        String operator = desk.contents().derivation(task.submission().derivation()).operator();
        if (task.state() == Task.State.OPEN && durations.isSlow(operator, copy)) {
          moved.add(copy.task());
        }
      }
    }
    for (Copy copy : desk.ledger().copies(State.SEALED)) {
      if (nodeCalls.revealBy(copy).filter(by -> by < now).isPresent()) {
        withhold(copy, "It did not show what it had put down in time");
        moved.add(copy.task());
      }
    }
  }

  private void withhold(Copy copy, String reason) throws IOException {
    Task task = desk.ledger().task(copy.task()).orElseThrow();
    desk.ledger()
        .whole(
            () -> {
              verdicts.judge(task, copy, Verdict.WITHHELD, reason);
              return copy;
            });
  }
}
