package net.neuralpro.noderunner.protocol;

import net.neuralpro.schemas.recording.Digest;

/**
 * A node's result, put down sealed.
 *
 * @param seal of an {@link net.neuralpro.connectors.chain.tasks.Answer} whose round is the task's
 *     identifier as a number, whose output is the SHA-256 in the outcome's CID, and whose keyed
 *     digest is that of {@link ResultBytes}
 */
public record Commit(Digest seal) {}
