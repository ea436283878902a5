package net.neuralpro.connectors.chain.tasks;

import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What a node says it did.
 *
 * @param task what was done
 * @param node the node's account
 * @param output SHA-256 in the output's CID
 * @param image SHA-256 of the image that it ran
 * @param finished when it was ready, seconds since 1970
 */
public record Receipt(TaskId task, Address node, Digest output, Digest image, long finished) {
  private static final byte[] TYPE =
      Encoding.type(
          "Receipt(bytes32 task,address node,bytes32 output,bytes32 image,uint64 finished)");

  public Receipt {
    Encoding.requireTime("the time of a receipt", finished);
  }

  /** The EIP-712 hash of this structure. */
  public Digest hash() {
    return Encoding.hash(
        TYPE,
        task.word(),
        Encoding.word(node),
        output.bytes(),
        image.bytes(),
        Encoding.word(finished));
  }

  /** The 32 bytes that the node signs. */
  public byte[] digest(Domain domain) {
    return domain.digest(hash());
  }

  /** Signs this by the node's hot key, or its owner's. */
  public SignedReceipt sign(Domain domain, ContributorKey key) {
    return new SignedReceipt(this, key.sign(digest(domain)));
  }
}
