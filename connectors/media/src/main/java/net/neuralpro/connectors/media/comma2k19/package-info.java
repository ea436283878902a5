/** Segments of the comma2k19 drives. */
@NullMarked
package net.neuralpro.connectors.media.comma2k19;

import org.jspecify.annotations.NullMarked;
