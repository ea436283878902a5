package net.neuralpro.schemas.derivation;

import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Digest;

/**
 * Which node ran a derivation. It is a fact about a run: no dataset's root depends on it.
 *
 * @param node the node's account
 * @param image SHA-256 of the image that it ran
 * @param task what it was paid for
 */
public record Maker(Address node, Digest image, Digest task) {}
