/** Tables as Arrow IPC files: uncompressed, the same bytes each time, read in bounded memory. */
@NullMarked
package net.neuralpro.connectors.lake.arrow;

import org.jspecify.annotations.NullMarked;
