package net.neuralpro.connectors.chain.tasks;

import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * For which contract something is signed (EIP-712), so that a signature for one says nothing to
 * another: {@code EIP712Domain(string name,string version,uint256 chainId,address
 * verifyingContract)} with "Neural" and "1".
 *
 * @param chain number of the chain
 * @param contract which verifies: {@code TaskEscrow} for assignments and receipts, {@code
 *     TaskCommittee} for places and seals
 * @see <a href="https://eips.ethereum.org/EIPS/eip-712">EIP-712</a>
 */
public record Domain(long chain, Address contract) {
  private static final byte[] TYPE =
      Encoding.type(
          "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final byte[] NAME = Encoding.type("Neural");
  private static final byte[] VERSION = Encoding.type("1");
  private static final byte[] PREFIX = {0x19, 0x01};

  public Domain {
    if (chain <= 0) {
      throw new IllegalArgumentException("Cannot sign for chain " + chain);
    }
  }

  /** The domain's own hash. */
  public Digest separator() {
    return Encoding.hash(TYPE, NAME, VERSION, Encoding.word(chain), Encoding.word(contract));
  }

  /** The 32 bytes that are signed for a structure. */
  byte[] digest(Digest structure) {
    return Encoding.hash(PREFIX, separator().bytes(), structure.bytes()).bytes();
  }
}
