package net.neuralpro.pipelines.control.scheduling.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.SignedAssignment;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.chain.tasks.Work;
import net.neuralpro.noderunner.protocol.Reveal;
import net.neuralpro.pipelines.control.verification.Verdict;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;
import net.neuralpro.schemas.reward.Wei;

/**
 * A node's part in a task.
 *
 * @param task which one
 * @param node who does it
 * @param role what for
 * @param state how far it is
 * @param since when it came into this state, seconds since 1970
 * @param promise what the requester signed; absent before
 * @param commitBy by when the result must be put down sealed, seconds since 1970; 0 before
 * @param seal what was put down sealed; absent before
 * @param sealedIn the newest block when that was put down; 0 before
 * @param output CID of the outcome's block that was uploaded; absent before
 * @param reveal what opened the seal; absent before
 * @param verdict what became of the result; absent before
 * @param reason why it ended without one; empty otherwise
 */
public record Copy(
    TaskId task,
    Address node,
    Role role,
    State state,
    long since,
    Optional<Promise> promise,
    long commitBy,
    Optional<Digest> seal,
    long sealedIn,
    Optional<Cid> output,
    Optional<Reveal> reveal,
    Optional<Verdict> verdict,
    String reason) {
  /** What a node does a task for. */
  public enum Role {
    /** For its requester. */
    WORK,
    /** To see whether another did it right; the node cannot tell. */
    CHECK
  }

  /** How far a node is. */
  public enum State {
    /** Its requester is asked for a promise. */
    PROPOSED,
    /** Its requester did not want the node. */
    REFUSED,
    /** It was promised pay. */
    ASSIGNED,
    /** Its result was put down sealed. */
    SEALED,
    /** Its result was shown, and fits what was put down. */
    REVEALED,
    /** There is a verdict. */
    JUDGED,
    /** The node does not do it after all. */
    GIVEN_UP;

    /** Whether something is still to come from the node or its requester. */
    public boolean isOpen() {
      return this == PROPOSED || this == ASSIGNED || this == SEALED || this == REVEALED;
    }
  }

  /**
   * The terms that a requester signed.
   *
   * @param price that is paid
   * @param deadline by when the node must be finished, seconds since 1970
   * @param policy digest of how it is checked
   * @param signature under the assignment
   */
  public record Promise(Wei price, long deadline, Digest policy, Signature signature) {}

  /** A node that may do a task, if its requester wants it. */
  public static Copy proposed(TaskId task, Address node, Role role, long now) {
    return new Copy(
        task,
        node,
        role,
        State.PROPOSED,
        now,
        Optional.empty(),
        0,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private Copy in(State next, long now, Optional<Verdict> judged, String why) {
    return new Copy(
        task, node, role, next, now, promise, commitBy, seal, sealedIn, output, reveal, judged,
        why);
  }

  public Copy refused(long now) {
    return in(State.REFUSED, now, Optional.empty(), "");
  }

  public Copy assigned(long now, Promise signed, long by) {
    return new Copy(
        task,
        node,
        role,
        State.ASSIGNED,
        now,
        Optional.of(signed),
        by,
        seal,
        sealedIn,
        output,
        reveal,
        verdict,
        reason);
  }

  public Copy sealed(long now, Digest put, long block) {
    return new Copy(
        task,
        node,
        role,
        State.SEALED,
        now,
        promise,
        commitBy,
        Optional.of(put),
        block,
        output,
        reveal,
        verdict,
        reason);
  }

  public Copy uploaded(Cid outcome) {
    return new Copy(
        task,
        node,
        role,
        state,
        since,
        promise,
        commitBy,
        seal,
        sealedIn,
        Optional.of(outcome),
        reveal,
        verdict,
        reason);
  }

  public Copy revealed(long now, Reveal shown) {
    return new Copy(
        task,
        node,
        role,
        State.REVEALED,
        now,
        promise,
        commitBy,
        seal,
        sealedIn,
        output,
        Optional.of(shown),
        verdict,
        reason);
  }

  public Copy judged(long now, Verdict judged, String why) {
    return in(State.JUDGED, now, Optional.of(judged), why);
  }

  public Copy givenUp(long now, String why) {
    return in(State.GIVEN_UP, now, Optional.empty(), why);
  }

  /** Whether the node failed its requester: it is not asked again, and another may be. */
  @JsonIgnore
  public boolean isLost() {
    return state == State.GIVEN_UP
        || verdict.filter(judged -> judged.pay() == Verdict.Pay.UNPAID).isPresent();
  }

  /** Whether the node was promised pay and has not ended: it may see the task's inputs. */
  @JsonIgnore
  public boolean isHeld() {
    return state.isOpen() && promise.isPresent();
  }

  /** Whether this is the outcome that the node made. */
  public boolean made(Cid outcome) {
    return output.filter(outcome::equals).isPresent();
  }

  /** Whether it is paid. */
  @JsonIgnore
  public boolean isPaid() {
    return verdict.filter(judged -> judged.pay() == Verdict.Pay.PAID).isPresent();
  }

  /** What the requester signed. */
  public SignedAssignment assignment(Address requester) {
    Promise signed = promise.orElseThrow();
    return new SignedAssignment(
        new Assignment(
            task, requester, node, signed.price().amount(), signed.deadline(), signed.policy()),
        signed.signature());
  }

  /** What is settled. */
  public Work work(Address requester) {
    return new Work(assignment(requester), reveal.orElseThrow().receipt(task, node));
  }
}
