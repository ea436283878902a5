package net.neuralpro.noderunner.protocol;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.tasks.Assignment;
import net.neuralpro.connectors.chain.tasks.SignedAssignment;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;
import net.neuralpro.schemas.reward.Wei;

/**
 * A task that a node is to do, with the requester's promise to pay for it.
 *
 * @param derivation what is to be made
 * @param nonce which one of the requester's tasks with this derivation
 * @param requester who pays
 * @param node who is to do it
 * @param price that is paid
 * @param deadline by when it must be finished, seconds since 1970
 * @param policy digest of how the result is checked
 * @param signature of the requester under the assignment
 * @param commitBy by when the result must be put down sealed, seconds since 1970
 * @param limits what the task may use
 */
public record Order(
    Cid derivation,
    Digest nonce,
    Address requester,
    Address node,
    Wei price,
    long deadline,
    Digest policy,
    Signature signature,
    long commitBy,
    Resources limits) {
  /** What the task is known by. */
  public TaskId task() {
    return TaskId.of(requester, Digest.of(derivation.digest()), new BigInteger(1, nonce.bytes()));
  }

  /** The promise; whether the requester signed it is not checked. */
  public SignedAssignment assignment() {
    return new SignedAssignment(
        new Assignment(task(), requester, node, price.amount(), deadline, policy), signature);
  }
}
