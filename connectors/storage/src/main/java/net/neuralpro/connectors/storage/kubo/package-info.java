/** A Kubo node that keeps blocks for us, asked by its RPC API and trusted with nothing. */
@NullMarked
package net.neuralpro.connectors.storage.kubo;

import org.jspecify.annotations.NullMarked;
