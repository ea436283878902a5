/** Proofs of where a sample came from, which anybody can check without asking anybody. */
@NullMarked
package net.neuralpro.schemas.proof;

import org.jspecify.annotations.NullMarked;
