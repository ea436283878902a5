package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Commit;
import net.neuralpro.noderunner.protocol.GivenUp;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.noderunner.protocol.TaskState;
import net.neuralpro.noderunner.protocol.TaskState.Stage;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.Uploads.Uploaded;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.transforms.operators.CachingExecutor;

/** What a node says of a task that it was assigned. Each call may be made again. */
public final class NodeCalls {
  private final Desk desk;
  private final Course course;
  private final Verdicts verdicts;
  private final Durations durations;
  private final Scheduler scheduler;

  NodeCalls(Desk desk, Course course, Verdicts verdicts, Durations durations, Scheduler scheduler) {
    this.desk = desk;
    this.course = course;
    this.verdicts = verdicts;
    this.durations = durations;
    this.scheduler = scheduler;
  }

  private Task task(TaskId id) throws IOException {
    return desk.ledger().task(id).orElseThrow(() -> Scheduler.absent("task " + id));
  }

  private Copy mine(TaskId id, Address node) throws IOException {
    Copy copy =
        desk.ledger()
            .copy(id, node)
            .filter(found -> found.promise().isPresent())
            .orElseThrow(() -> Scheduler.absent("task " + id));
    scheduler.taken(id, node);
    return copy;
  }

  private static SchedulerException conflict(String rule, String message) {
    return new SchedulerException(Kind.CONFLICT, rule, message);
  }

  /** How far a task is for a node. */
  public TaskState state(TaskId id, Address node) throws IOException {
    return new TaskState(id, stage(mine(id, node)));
  }

  private Stage stage(Copy copy) throws IOException {
    return switch (copy.state()) {
      case PROPOSED, ASSIGNED -> Stage.COMMITTING;
      case SEALED -> isRevealing(copy) ? Stage.REVEALING : Stage.COMMITTING;
      case REVEALED -> Stage.ENDED;
      case JUDGED -> copy.isPaid() ? Stage.ENDED : Stage.CANCELLED;
      case GIVEN_UP, REFUSED -> Stage.CANCELLED;
    };
  }

  /** Whether all results that the policy wants at once were put down. */
  private boolean isRevealing(Copy copy) throws IOException {
    Task task = task(copy.task());
    if (copy.role() == Role.CHECK || !task.isUnfinished()) {
      return true;
    }
    if (desk.contents().policy(task.submission().policy()) instanceof Policy.Replicated policy) {
      return sealed(copy.task()).size() >= policy.places();
    }
    return true;
  }

  private List<Copy> sealed(TaskId task) throws IOException {
    return desk.ledger().copies(task).stream()
        .filter(copy -> copy.role() == Role.WORK && copy.seal().isPresent())
        .toList();
  }

  /** By when a node must show what it put down, seconds since 1970; empty if it may not yet. */
  Optional<Long> revealBy(Copy copy) throws IOException {
    if (!isRevealing(copy)) {
      return Optional.empty();
    }
    long last = sealed(copy.task()).stream().mapToLong(Copy::since).max().orElse(copy.since());
    return Optional.of(Math.max(last, copy.since()) + desk.timing().reveal().toSeconds());
  }

  /**
   * A node puts its result down sealed.
   *
   * @throws SchedulerException SCHEDULER-LATE after its time, SCHEDULER-SEALED if it put down
   *     another before
   */
  public TaskState commit(TaskId id, Address node, Commit commit) throws IOException {
    mine(id, node);
    long block = desk.market().newestBlock();
    synchronized (scheduler) {
      Copy copy = mine(id, node);
      if (copy.seal().isPresent()) {
        if (!copy.seal().get().equals(commit.seal())) {
          throw conflict("SCHEDULER-SEALED", "Another result of task " + id + " was put down");
        }
      } else if (copy.state() == State.ASSIGNED && desk.now() <= copy.commitBy()) {
        Task task = task(id);
        durations.ended(
            desk.contents().derivation(task.submission().derivation()).operator(),
            desk.now() - copy.since());
        desk.ledger().put(copy.sealed(desk.now(), commit.seal(), block));
        desk.bells().ring(Topics.stage(id));
      } else if (copy.state() == State.ASSIGNED) {
        throw conflict("SCHEDULER-LATE", "Results of task %s were due before".formatted(id));
      }
    }
    return state(id, node);
  }

  /**
   * Keeps a node's output until there is a verdict; nobody sees it before.
   *
   * @param car whose root is the outcome's block
   * @throws SchedulerException SCHEDULER-STAGE if it may not yet, or no more; SCHEDULER-OUTPUT if
   *     it is no outcome of the task
   */
  public void output(TaskId id, Address node, InputStream car) throws IOException {
    Copy before = mine(id, node);
    if (before.output().isEmpty()) {
      requireRevealing(before);
    }
    Task task = task(id);
    Uploaded uploaded = desk.uploads().takeOutput(car, task.submission().derivation());
    if (!CachingExecutor.isOfTheInputs(uploaded.outcome())) {
      giveUp(id, node, new GivenUp("SCHEDULER-MACHINE", "Its sandbox failed"));
      throw new SchedulerException(
          Kind.BAD,
          "SCHEDULER-MACHINE",
          "Cannot use the outcome of task %s: its node failed, not its inputs".formatted(id));
    }
    synchronized (scheduler) {
      Copy copy = mine(id, node);
      if (copy.output().isPresent()) {
        if (!copy.output().get().equals(uploaded.cid())) {
          throw conflict("SCHEDULER-OUTPUT", "Another outcome of task " + id + " was uploaded");
        }
        return;
      }
      requireRevealing(copy);
      desk.ledger().put(copy.uploaded(uploaded.cid()));
    }
  }

  private void requireRevealing(Copy copy) throws IOException {
    if (copy.state() != State.SEALED || !isRevealing(copy)) {
      throw conflict(
          "SCHEDULER-STAGE",
          "Task %s is not at the stage of outputs but %s".formatted(copy.task(), stage(copy)));
    }
  }

  /** The most bytes that a node's output may have. */
  public long outputLimit(TaskId id, Address node) throws IOException {
    mine(id, node);
    return task(id).submission().limits().disk();
  }

  /**
   * A node opens its seal.
   *
   * @throws SchedulerException SCHEDULER-STAGE if it may not yet, or no more; SCHEDULER-SEAL if it
   *     does not open it; SCHEDULER-RECEIPT if it would not be paid
   */
  public TaskState reveal(TaskId id, Address node, Reveal reveal) throws IOException {
    Copy before = mine(id, node);
    if (before.reveal().isPresent() || !before.state().isOpen()) {
      return state(id, node);
    }
    requireRevealing(before);
    Task task = task(id);
    if (before.output().isEmpty()
        || !Digest.of(before.output().get().digest()).equals(reveal.output())) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-OUTPUT", "The output of task %s was not uploaded".formatted(id));
    }
    if (!before.seal().equals(Optional.of(reveal.answer(id, node).seal()))) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-SEAL", "This does not open what was put down for task " + id);
    }
    Copy shown = before.revealed(desk.now(), reveal);
    Optional<String> fault =
        shown.work(task.requester()).fault(desk.market().domain(), desk.market().hotKeys());
    if (fault.isPresent()) {
      throw new SchedulerException(
          Kind.BAD, "SCHEDULER-RECEIPT", "Cannot settle task %s: %s".formatted(id, fault.get()));
    }
    boolean genuine =
        ResultBytes.keyed(
                desk.contents().store(), before.output().get(), node, task.submission().nonce())
            .equals(reveal.keyedDigest());
    synchronized (scheduler) {
      if (mine(id, node).state() == State.SEALED) {
        desk.ledger()
            .whole(
                () -> {
                  if (genuine) {
                    desk.ledger().put(shown);
                  } else {
                    verdicts.judge(
                        task, before, Verdict.UNPROVEN, "It sealed the digest of other bytes");
                  }
                  return id;
                });
        desk.bells().ring(Topics.stage(id));
        course.advance(id);
      }
    }
    return state(id, node);
  }

  /** A node does not do a task after all. */
  public void giveUp(TaskId id, Address node, GivenUp why) throws IOException {
    synchronized (scheduler) {
      Copy copy = mine(id, node);
      String reason = "%s: %s".formatted(why.rule(), why.reason());
      if (copy.state() == State.ASSIGNED) {
        desk.ledger().put(copy.givenUp(desk.now(), reason));
      } else if (copy.state() == State.SEALED) {
        verdicts.judge(task(id), copy, Verdict.WITHHELD, reason);
      } else {
        return;
      }
      course.advance(id);
    }
  }
}
