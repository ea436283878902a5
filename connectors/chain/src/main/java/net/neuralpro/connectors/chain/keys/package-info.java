/** Contributors' keys, how they sign, and the encrypted files that keep them. */
@NullMarked
package net.neuralpro.connectors.chain.keys;

import org.jspecify.annotations.NullMarked;
