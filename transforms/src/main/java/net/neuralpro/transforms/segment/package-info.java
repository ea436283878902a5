/** Grids of frames, and the clips that they are cut into. */
@NullMarked
package net.neuralpro.transforms.segment;

import org.jspecify.annotations.NullMarked;
