/** Measures of decoded pictures and of shots, in integers only: equal on every machine. */
@NullMarked
package net.neuralpro.connectors.media.video.analysis;

import org.jspecify.annotations.NullMarked;
