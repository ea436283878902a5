/** Reads proofs of a contract's storage from a chain's node. */
@NullMarked
package net.neuralpro.connectors.chain.proof;

import org.jspecify.annotations.NullMarked;
