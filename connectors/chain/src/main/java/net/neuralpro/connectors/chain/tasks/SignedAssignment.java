package net.neuralpro.connectors.chain.tasks;

import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Signature;

/**
 * An assignment and its requester's word for it.
 *
 * @param assignment what is promised
 * @param signature of whoever signed it
 */
public record SignedAssignment(Assignment assignment, Signature signature) {
  /** Whether the requester's own key signed it. */
  public boolean isGenuine(Domain domain) {
    Address requester = assignment.requester();
    return signature.signer(assignment.digest(domain)).filter(requester::equals).isPresent();
  }
}
