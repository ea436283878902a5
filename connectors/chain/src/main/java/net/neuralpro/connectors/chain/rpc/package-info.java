/** Speaks to the nodes of a chain, none of which is trusted alone. */
@NullMarked
package net.neuralpro.connectors.chain.rpc;

import org.jspecify.annotations.NullMarked;
