/** Sends transactions so that each takes effect once, whatever ends meanwhile. */
@NullMarked
package net.neuralpro.connectors.chain.sending;

import org.jspecify.annotations.NullMarked;
