/** From the files of a recording to tables on one clock: operator ingest, and inspection. */
@NullMarked
package net.neuralpro.transforms.ingest;

import org.jspecify.annotations.NullMarked;
