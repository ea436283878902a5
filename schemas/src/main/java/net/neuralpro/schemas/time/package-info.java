/** Instants and half-open ranges in nanoseconds on a recording's clock. */
@NullMarked
package net.neuralpro.schemas.time;

import org.jspecify.annotations.NullMarked;
