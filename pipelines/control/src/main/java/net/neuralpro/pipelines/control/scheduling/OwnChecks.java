package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.OwnCheck;
import net.neuralpro.noderunner.protocol.ResultBytes;
import net.neuralpro.pipelines.control.scheduling.SchedulerException.Kind;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What requesters say of results that were drawn and that no node was there to check. Nobody sees a
 * result before: a requester who confirms one has made it himself, and one who denies it does not
 * get it.
 */
public final class OwnChecks {
  private final Desk desk;
  private final Examination examination;
  private final Scheduler scheduler;

  OwnChecks(Desk desk, Examination examination, Scheduler scheduler) {
    this.desk = desk;
    this.examination = examination;
    this.scheduler = scheduler;
  }

  /**
   * A requester did a task himself. After its end this changes nothing.
   *
   * @throws SchedulerException SCHEDULER-CHECK if he was not asked to, or has not the bytes of the
   *     result that he confirms
   */
  public void check(Address requester, TaskId id, OwnCheck check) throws IOException {
    Task task = mine(requester, id);
    if (!task.isUnfinished()) {
      return;
    }
    if (task.checking() != Task.Checking.OWN) {
      throw new SchedulerException(
          Kind.CONFLICT,
          "SCHEDULER-CHECK",
          "Cannot take a check of task %s: its requester was not asked for one".formatted(id));
    }
    Optional<Cid> confirmed = shown(id, check.output());
    if (confirmed.isPresent()
        && !ResultBytes.keyed(
                desk.contents().store(), confirmed.get(), requester, task.submission().nonce())
            .equals(check.keyedDigest())) {
      throw new SchedulerException(
          Kind.BAD,
          "SCHEDULER-CHECK",
          "Cannot take the check of task %s: its digest is of other bytes".formatted(id));
    }
    synchronized (scheduler) {
      if (mine(requester, id).isUnfinished()) {
        examination.decide(id, shown(id, check.output()));
      }
    }
  }

  private Task mine(Address requester, TaskId id) throws IOException {
    return desk.ledger()
        .task(id)
        .filter(task -> task.requester().equals(requester))
        .orElseThrow(() -> Scheduler.absent("task " + id));
  }

  /** The outcome of this digest, if a node showed it. */
  private Optional<Cid> shown(TaskId id, Digest output) throws IOException {
    List<Copy> copies = desk.ledger().copies(id);
    return copies.stream()
        .filter(copy -> copy.state() == Copy.State.REVEALED)
        .map(copy -> copy.output().orElseThrow())
        .filter(outcome -> Digest.of(outcome.digest()).equals(output))
        .findFirst();
  }
}
