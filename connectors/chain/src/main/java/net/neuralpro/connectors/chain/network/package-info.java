/** A network as Neural uses it: its chain, its contracts, and what is asked of each. */
@NullMarked
package net.neuralpro.connectors.chain.network;

import org.jspecify.annotations.NullMarked;
