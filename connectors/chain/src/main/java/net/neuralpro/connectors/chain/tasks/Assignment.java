package net.neuralpro.connectors.chain.tasks;

import java.math.BigInteger;
import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * What a requester promises a node.
 *
 * @param task what is to be done
 * @param requester who pays, and signs this
 * @param node the node's account, which is paid
 * @param price in the token's smallest unit, below 2^96, which is the most that a batch can hold
 * @param deadline by when the node must be ready, seconds since 1970
 * @param policy digest of how the result is checked
 */
public record Assignment(
    TaskId task, Address requester, Address node, BigInteger price, long deadline, Digest policy) {
  private static final byte[] TYPE =
      Encoding.type(
          "Assignment(bytes32 task,address requester,address node,uint128 price,uint64 deadline,"
              + "bytes32 policy)");
  private static final int PRICE_BITS = 96;

  public Assignment {
    Encoding.requireBits("a price", price, PRICE_BITS);
    Encoding.requireTime("a deadline", deadline);
  }

  /** The EIP-712 hash of this structure. */
  public Digest hash() {
    return Encoding.hash(
        TYPE,
        task.word(),
        Encoding.word(requester),
        Encoding.word(node),
        Encoding.word(price),
        Encoding.word(deadline),
        policy.bytes());
  }

  /** The 32 bytes that the requester signs. */
  public byte[] digest(Domain domain) {
    return domain.digest(hash());
  }

  /**
   * Signs this.
   *
   * @throws IllegalArgumentException if the key is not the requester's
   */
  public SignedAssignment sign(Domain domain, ContributorKey key) {
    if (!key.address().equals(requester)) {
      throw new IllegalArgumentException(
          "Cannot sign for " + requester + " with the key of " + key.address());
    }
    return new SignedAssignment(this, key.sign(digest(domain)));
  }
}
