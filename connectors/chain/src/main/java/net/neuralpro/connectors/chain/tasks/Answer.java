package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;

/**
 * What a node found in a round of the committee, which it first puts down sealed and then opens.
 * Whoever knows the seal knows nothing of it while the salt is secret.
 *
 * @param round of the committee
 * @param node the node's account
 * @param keyedDigest of the output's bytes, keyed with the node's address and the task's nonce
 * @param output SHA-256 in the output's CID
 * @param salt 32 bytes that nobody can guess
 */
public record Answer(
    BigInteger round, Address node, Digest keyedDigest, Digest output, Digest salt) {
  private static final byte[] TYPE =
      Encoding.type("Seal(uint256 round,address node,bytes32 seal,uint256 deadline)");

  /** What is put down first. */
  public Digest seal() {
    return Encoding.hash(
        Encoding.word(round),
        Encoding.word(node),
        keyedDigest.bytes(),
        output.bytes(),
        salt.bytes());
  }

  /**
   * Signs the seal by the node's present hot key, or its owner's, so that anybody may put it down.
   *
   * @param domain of {@code TaskCommittee}
   * @param deadline until when it may be put down, seconds since 1970
   */
  public Signature signSeal(Domain domain, long deadline, ContributorKey key) {
    Encoding.requireTime("a deadline", deadline);
    return key.sign(
        domain.digest(
            Encoding.hash(
                TYPE,
                Encoding.word(round),
                Encoding.word(node),
                seal().bytes(),
                Encoding.word(deadline))));
  }

  @Override
  public String toString() {
    return "Answer[round %s, node %s]".formatted(round, node);
  }
}
