/** Settles receipts, so that each is paid once whatever ends meanwhile, and watches who settles. */
@NullMarked
package net.neuralpro.connectors.chain.settlement;

import org.jspecify.annotations.NullMarked;
