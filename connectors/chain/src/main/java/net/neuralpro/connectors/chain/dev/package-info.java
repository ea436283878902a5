/** A chain of one's own on this computer, for development and for whoever names no other. */
@NullMarked
package net.neuralpro.connectors.chain.dev;

import org.jspecify.annotations.NullMarked;
