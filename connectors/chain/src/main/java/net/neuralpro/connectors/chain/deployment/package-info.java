/** Where the contracts are, how they come there, and whether they are what they should be. */
@NullMarked
package net.neuralpro.connectors.chain.deployment;

import org.jspecify.annotations.NullMarked;
