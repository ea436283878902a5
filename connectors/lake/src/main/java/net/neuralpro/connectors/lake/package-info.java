/** Dataset files, in and out. */
@NullMarked
package net.neuralpro.connectors.lake;

import org.jspecify.annotations.NullMarked;
