package net.neuralpro.pipelines.control.scheduling.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.noderunner.protocol.Submissions.Submission;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * A task as the ledger keeps it.
 *
 * @param id what it is known by
 * @param requester who pays
 * @param submission what is asked for
 * @param state how far it is
 * @param checking whether its result is looked at
 * @param outcome CID of the outcome's block that stands, once it is finished
 */
public record Task(
    TaskId id,
    Address requester,
    Submission submission,
    State state,
    Checking checking,
    Optional<Cid> outcome) {
  /** How far a task is. */
  public enum State {
    /** Blocks are missing. */
    INCOMPLETE,
    /** Nodes are asked, or do it. */
    OPEN,
    /** It has an outcome that stands. */
    FINISHED,
    /** Nobody could do it. */
    FAILED
  }

  /** What chance said of a task's result. */
  public enum Checking {
    /** Nothing yet. */
    UNDRAWN,
    /** It is not looked at. */
    SPARED,
    /** Another node does it again. */
    DRAWN,
    /** No other node is there, so that its requester may do it again. */
    OWN
  }

  /** A task that was just submitted. */
  public static Task of(Address requester, Submission submission) {
    return new Task(
        submission.task(requester),
        requester,
        submission,
        State.INCOMPLETE,
        Checking.UNDRAWN,
        Optional.empty());
  }

  /** The same, asked for on other terms. */
  public Task with(Submission terms) {
    return new Task(id, requester, terms, state, checking, outcome);
  }

  /** The same in another state. */
  public Task with(State next) {
    return new Task(id, requester, submission, next, checking, outcome);
  }

  /** The same after its draw. */
  public Task with(Checking drawn) {
    return new Task(id, requester, submission, state, drawn, outcome);
  }

  /** The same with an outcome that stands. */
  public Task finished(Cid made) {
    return new Task(id, requester, submission, State.FINISHED, checking, Optional.of(made));
  }

  /** Whether its time is over, at a time in seconds since 1970. */
  public boolean isLate(long now) {
    return now > submission.deadline();
  }

  /** Whether there is more to be done for its requester. */
  @JsonIgnore
  public boolean isUnfinished() {
    return state == State.INCOMPLETE || state == State.OPEN;
  }
}
