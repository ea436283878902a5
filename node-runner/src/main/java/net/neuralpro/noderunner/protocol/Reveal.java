package net.neuralpro.noderunner.protocol;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.tasks.Answer;
import net.neuralpro.connectors.chain.tasks.Receipt;
import net.neuralpro.connectors.chain.tasks.SignedReceipt;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;

/**
 * What opens a node's seal, and its receipt.
 *
 * @param keyedDigest of the result's bytes
 * @param output SHA-256 in the outcome's CID
 * @param salt that was secret until now
 * @param image SHA-256 of the image that it ran
 * @param finished when it was ready, seconds since 1970
 * @param signature of the node or its hot key under the receipt
 */
public record Reveal(
    Digest keyedDigest,
    Digest output,
    Digest salt,
    Digest image,
    long finished,
    Signature signature) {
  /** What was put down sealed. */
  public Answer answer(TaskId task, Address node) {
    return new Answer(new BigInteger(1, task.digest().bytes()), node, keyedDigest, output, salt);
  }

  /** The receipt; whether the node signed it is not checked. */
  public SignedReceipt receipt(TaskId task, Address node) {
    return new SignedReceipt(new Receipt(task, node, output, image, finished), signature);
  }
}
