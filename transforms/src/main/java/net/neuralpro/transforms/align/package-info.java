/** All streams of a recording on one clock: a row per frame of a clip, a value per sensor. */
@NullMarked
package net.neuralpro.transforms.align;

import org.jspecify.annotations.NullMarked;
