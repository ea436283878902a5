package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * A leaf of a batch.
 *
 * @param node who is paid
 * @param task what for
 * @param price of this leaf
 * @param cumulative sum of the prices of all leaves up to and including this one
 * @param receipt hash of the receipt's structure
 * @param assignment hash of the assignment's structure
 */
public record Leaf(
    Address node,
    TaskId task,
    BigInteger price,
    BigInteger cumulative,
    Digest receipt,
    Digest assignment) {
  /** The leaf of a task that stands after leaves of this sum. */
  static Leaf after(BigInteger sum, Work work) {
    Assignment assignment = work.promised().assignment();
    return new Leaf(
        work.node(),
        work.task(),
        assignment.price(),
        sum.add(assignment.price()),
        work.done().receipt().hash(),
        assignment.hash());
  }

  /** Its hash at its place, hashed twice so that no inner node of a tree is a leaf. */
  public Digest hash(int index) {
    return Encoding.hash(
        Encoding.hash(
                Encoding.word(index),
                Encoding.word(node),
                task.word(),
                Encoding.word(price),
                Encoding.word(cumulative),
                receipt.bytes(),
                assignment.bytes())
            .bytes());
  }
}
