package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.List;
import net.neuralpro.noderunner.protocol.Event;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Trust;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;

/**
 * Ends tasks: what stands, what failed, and what becomes of each node's part in them. Used by one
 * thread at a time.
 */
final class Verdicts {
  private final Desk desk;
  private final Dispatch dispatch;
  private final Supply supply;

  Verdicts(Desk desk, Dispatch dispatch, Supply supply) {
    this.desk = desk;
    this.dispatch = dispatch;
    this.supply = supply;
  }

  /** The task has an outcome that stands. */
  void conclude(Task task, List<Copy> copies, Cid outcome, Verdict ofWork) throws IOException {
    Copy made = copies.stream().filter(copy -> isShown(copy, outcome)).findFirst().orElseThrow();
    for (Copy copy : copies) {
      if (copy.state() == State.REVEALED) {
        Verdict right = copy.role() == Role.WORK ? ofWork : Verdict.ACCEPTED;
        judge(task, copy, copy.made(outcome) ? right : Verdict.CONTRADICTED, "");
      }
    }
    desk.contents().give(task.requester(), outcome);
    end(task.finished(outcome), copies);
    desk.ledger()
        .tell(
            task.requester(),
            number ->
                new Event.Finished(
                    number, task.id(), outcome, made.node(), made.reveal().orElseThrow().image()));
    desk.bells().ring(Topics.events(task.requester()));
  }

  private static boolean isShown(Copy copy, Cid outcome) {
    return copy.state() == State.REVEALED && copy.made(outcome);
  }

  /** Nobody could do it. */
  void fail(Task task, List<Copy> copies, String rule, String reason) throws IOException {
    for (Copy copy : copies) {
      if (copy.state() == State.REVEALED) {
        desk.ledger().put(copy.givenUp(desk.now(), "The task failed: " + reason));
      }
    }
    end(task.with(Task.State.FAILED), copies);
    desk.ledger()
        .tell(
            task.requester(),
            number ->
                new Event.Failed(
                    number, task.id(), rule, "Cannot do task %s: %s".formatted(task.id(), reason)));
    desk.bells().ring(Topics.events(task.requester()));
  }

  private void end(Task ended, List<Copy> copies) throws IOException {
    desk.ledger().put(ended);
    for (Copy copy : copies) {
      if (copy.state() == State.PROPOSED) {
        desk.ledger().remove(copy);
      }
    }
    dispatch.drop(ended.id());
    supply.end(ended.id());
    desk.bells().ring(Topics.stage(ended.id()));
  }

  /** Writes down what becomes of a node's part, and what its requester thinks of the node then. */
  void judge(Task task, Copy copy, Verdict verdict, String reason) throws IOException {
    desk.ledger().put(copy.judged(desk.now(), verdict, reason));
    Trust before = desk.ledger().trust(task.requester(), copy.node());
    Trust after = before.after(verdict, Trust.Occasion.DRAWN);
    if (!after.equals(before)) {
      desk.ledger().put(task.requester(), copy.node(), after);
    }
    desk.bells().ring(Topics.stage(task.id()));
  }
}
