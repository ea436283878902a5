package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Missing;
import net.neuralpro.noderunner.protocol.Submissions;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import org.jspecify.annotations.Nullable;

/**
 * Takes what requesters bring: tasks, and the blocks that these are made from. What a call brings
 * is read before others must wait for it.
 */
final class Intake {
  private static final int BITS_OF_A_PRICE = 96;

  private final Desk desk;
  private final Supply supply;
  private final Feed feed;
  private final Dispatch dispatch;
  private final Course course;
  private final Verdicts verdicts;
  private final Deadlines deadlines;
  private final Lapses lapses;
  private final Object lock;

  /** A block that a task lacks, of those that are looked at first. */
  private final Map<TaskId, Cid> lacked = new ConcurrentHashMap<>();

  /**
   * @param lock which is held while anything but blocks is changed
   */
  Intake(
      Desk desk,
      Supply supply,
      Feed feed,
      Dispatch dispatch,
      Course course,
      Verdicts verdicts,
      Deadlines deadlines,
      Lapses lapses,
      Object lock) {
    this.desk = desk;
    this.supply = supply;
    this.feed = feed;
    this.dispatch = dispatch;
    this.course = course;
    this.verdicts = verdicts;
    this.deadlines = deadlines;
    this.lapses = lapses;
    this.lock = lock;
  }

  /**
   * Takes tasks, and says which blocks are missing.
   *
   * @throws SchedulerException SCHEDULER-TASK, SCHEDULER-DERIVATION or SCHEDULER-POLICY if one
   *     cannot be done, SCHEDULER-FULL if the requester has too many; then none is taken that was
   *     not here before
   */
  Missing submit(Address requester, Submissions submissions) throws IOException {
    requireRoom(requester, submissions.tasks());
    Set<Cid> missing = new LinkedHashSet<>();
    Map<Submission, Boolean> complete = new LinkedHashMap<>();
    Map<TaskId, Cid> lacks = new HashMap<>();
    for (Submission submission : submissions.tasks()) {
      require(submission);
      List<Cid> lacking =
          desk.contents().missing(requester, submission.derivation(), submission.policy());
      missing.addAll(lacking);
      if (lacking.isEmpty()) {
        desk.contents().derivation(submission.derivation());
        desk.contents().policy(submission.policy());
      }
      complete.put(submission, lacking.isEmpty());
      if (!lacking.isEmpty()) {
        lacks.put(submission.task(requester), lacking.get(0));
      }
    }
    synchronized (lock) {
      requireRoom(requester, complete.keySet());
      lacked.putAll(lacks);
      List<Task> ready = new ArrayList<>();
      desk.ledger()
          .whole(
              () -> {
                for (Map.Entry<Submission, Boolean> each : complete.entrySet()) {
                  put(Task.of(requester, each.getKey()), each.getValue()).ifPresent(ready::add);
                }
                return ready;
              });
      dispatch.heard(requester);
      ready.forEach(supply::offer);
      feed.next();
      for (Submission submission : complete.keySet()) {
        TaskId task = submission.task(requester);
        if (lapses.end(task)) {
          course.advance(task);
        }
      }
    }
    return new Missing(missing.stream().limit(1000).toList());
  }

  private void requireRoom(Address requester, Collection<Submission> tasks) throws IOException {
    long fresh = 0;
    for (Submission each : tasks) {
      fresh += desk.ledger().task(each.task(requester)).isEmpty() ? 1 : 0;
    }
    if (fresh > 0 && desk.ledger().unfinished(requester) + fresh > desk.bounds().tasks()) {
      throw new SchedulerException(
          Kind.BUSY,
          "SCHEDULER-FULL",
          "Cannot take more than %d unfinished tasks of %s; try again when some have ended"
              .formatted(desk.bounds().tasks(), requester));
    }
  }

  private void require(Submission submission) throws SchedulerException {
    if (submission.deadline() <= desk.now()) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-TASK", "Cannot do a task whose deadline is over");
    }
    if (submission.price().amount().bitLength() > BITS_OF_A_PRICE) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-TASK", "Cannot settle a price of more than 96 bits");
    }
  }

  /** Writes a task down; gives it if it may be offered now and might not before. */
  private Optional<Task> put(Task fresh, boolean complete) throws IOException {
    Optional<Task> known = desk.ledger().task(fresh.id());
    if (known.isPresent() && !known.get().isUnfinished()) {
      return Optional.empty();
    }
    Task task = known.map(before -> before.with(fresh.submission())).orElse(fresh);
    boolean opens = complete && task.state() == Task.State.INCOMPLETE;
    Task now = opens ? task.with(Task.State.OPEN) : task;
    if (known.isEmpty() || !now.equals(known.get())) {
      desk.ledger().put(now);
      deadlines.add(now.id(), now.submission().deadline());
    }
    if (opens) {
      lacked.remove(now.id());
    }
    return opens ? Optional.of(now) : Optional.empty();
  }

  /** Takes a requester's blocks, all or none; tasks that waited for them may be done then. */
  void put(Address requester, InputStream car) throws IOException {
    desk.uploads().take(requester, car);
    List<Task> waiting;
    synchronized (lock) {
      dispatch.heard(requester);
      waiting =
          desk.ledger().tasks(Task.State.INCOMPLETE).stream()
              .filter(task -> task.requester().equals(requester))
              .toList();
    }
    for (Task task : waiting) {
      @Nullable Cid lacking = lacked.get(task.id());
      if (lacking == null || desk.contents().has(requester, lacking)) {
        Submission submission = task.submission();
        List<Cid> missing =
            desk.contents().missing(requester, submission.derivation(), submission.policy());
        if (missing.isEmpty()) {
          complete(task.id());
        } else {
          lacked.put(task.id(), missing.get(0));
        }
      }
    }
  }

  private void complete(TaskId id) throws IOException {
    synchronized (lock) {
      lacked.remove(id);
      Optional<Task> task = desk.ledger().task(id);
      if (task.isEmpty() || task.get().state() != Task.State.INCOMPLETE) {
        return;
      }
      try {
        desk.contents().derivation(task.get().submission().derivation());
        desk.contents().policy(task.get().submission().policy());
      } catch (SchedulerException e) {
        desk.ledger()
            .whole(
                () -> {
                  verdicts.fail(task.get(), List.of(), e.rule(), String.valueOf(e.getMessage()));
                  return id;
                });
        return;
      }
      Task open = task.get().with(Task.State.OPEN);
      desk.ledger().put(open);
      supply.offer(open);
      feed.next();
    }
  }

  /** A task is over. */
  void forget(TaskId task) {
    lacked.remove(task);
  }
}
