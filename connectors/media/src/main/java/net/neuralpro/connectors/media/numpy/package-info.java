/** NumPy's array files. */
@NullMarked
package net.neuralpro.connectors.media.numpy;

import org.jspecify.annotations.NullMarked;
