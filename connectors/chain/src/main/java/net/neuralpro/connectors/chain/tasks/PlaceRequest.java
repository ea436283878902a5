package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.recording.Signature;

/**
 * A node's wish for a place in a round, which anybody may hand in for it, so that a hot key needs
 * no coins.
 *
 * @param round of the committee
 * @param node the node's account
 * @param deadline until when it may be handed in, seconds since 1970
 */
public record PlaceRequest(BigInteger round, Address node, long deadline) {
  private static final byte[] TYPE =
      Encoding.type("Place(uint256 round,address node,uint256 deadline)");

  public PlaceRequest {
    Encoding.requireTime("a deadline", deadline);
  }

  /** The EIP-712 hash of this structure. */
  public Digest hash() {
    return Encoding.hash(TYPE, Encoding.word(round), Encoding.word(node), Encoding.word(deadline));
  }

  /**
   * Signs this by the node's present hot key, or its owner's.
   *
   * @param domain of {@code TaskCommittee}
   */
  public Signature sign(Domain domain, ContributorKey key) {
    return key.sign(domain.digest(hash()));
  }
}
