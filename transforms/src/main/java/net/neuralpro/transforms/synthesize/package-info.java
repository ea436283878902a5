/** Recordings whose truth is known: a rendered world, a planned drive, and planted faults. */
@NullMarked
package net.neuralpro.transforms.synthesize;

import org.jspecify.annotations.NullMarked;
