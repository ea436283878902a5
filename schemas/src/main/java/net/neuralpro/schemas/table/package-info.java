/** Columns of primitive values in bounded batches: the one shape in which rows travel. */
@NullMarked
package net.neuralpro.schemas.table;

import org.jspecify.annotations.NullMarked;
