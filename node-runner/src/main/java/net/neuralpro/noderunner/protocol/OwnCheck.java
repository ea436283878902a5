package net.neuralpro.noderunner.protocol;

import net.neuralpro.schemas.recording.Digest;

/**
 * What a requester made of a task himself, for {@link Event.Unchecked}. Whoever says that a result
 * is right proves that he has it, as a node does.
 *
 * @param output SHA-256 in his outcome's CID
 * @param keyedDigest of {@link ResultBytes}, keyed with the requester's address
 */
public record OwnCheck(Digest output, Digest keyedDigest) {}
