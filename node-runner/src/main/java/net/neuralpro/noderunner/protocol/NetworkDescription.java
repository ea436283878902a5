package net.neuralpro.noderunner.protocol;

import java.net.URI;
import java.util.List;
import net.neuralpro.connectors.chain.deployment.Deployment;
import net.neuralpro.schemas.recording.Address;

/**
 * A network, as its file or its scheduler tells of it.
 *
 * @param name what people call it
 * @param scheduler where its scheduler is, without a path
 * @param endpoints of the chain, for JSON-RPC; 1 to 16
 * @param deployment where the contracts are
 * @param poster who settles: requesters let this account spend what they have in the escrow
 */
public record NetworkDescription(
    String name, URI scheduler, List<URI> endpoints, Deployment deployment, Address poster) {
  public NetworkDescription {
    endpoints = List.copyOf(endpoints);
    if (name.isBlank() || name.length() > 100 || endpoints.isEmpty() || endpoints.size() > 16) {
      throw new IllegalArgumentException(
          "Cannot use a network without a name of up to 100 letters and 1 to 16 endpoints");
    }
  }
}
