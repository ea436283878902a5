package net.neuralpro.connectors.chain.tasks;

import java.util.Optional;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Signature;

/**
 * A receipt and its node's word for it.
 *
 * @param receipt what is said to be done
 * @param signature of whoever signed it
 */
public record SignedReceipt(Receipt receipt, Signature signature) {
  /** Whose key signed it. */
  public Optional<Address> signer(Domain domain) {
    return signature.signer(receipt.digest(domain));
  }
}
