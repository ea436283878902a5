/** Keys and signatures, and the only code that speaks to a chain. */
@NullMarked
package net.neuralpro.connectors.chain;

import org.jspecify.annotations.NullMarked;
