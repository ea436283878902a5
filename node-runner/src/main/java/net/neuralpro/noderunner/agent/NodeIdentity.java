package net.neuralpro.noderunner.agent;

import net.neuralpro.connectors.chain.keys.ContributorKey;
import net.neuralpro.connectors.chain.tasks.Domain;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Who a node is on its network.
 *
 * @param account its owner's, which is paid
 * @param hotKey which signs for it, and can move neither stake nor earnings
 * @param domain of the network's {@code TaskEscrow}
 * @param image SHA-256 of the image that its tasks run in
 */
public record NodeIdentity(Address account, ContributorKey hotKey, Domain domain, Digest image) {}
