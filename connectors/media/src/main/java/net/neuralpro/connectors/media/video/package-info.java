/** Video in and out through libav: probing, decoding, re-encoding on a grid, and stream copies. */
@NullMarked
package net.neuralpro.connectors.media.video;

import org.jspecify.annotations.NullMarked;
