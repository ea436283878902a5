/** Keeps the events of the contracts on this computer, as far as they are final. */
@NullMarked
package net.neuralpro.connectors.chain.index;

import org.jspecify.annotations.NullMarked;
