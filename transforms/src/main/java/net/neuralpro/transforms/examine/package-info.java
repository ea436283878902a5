/** The one decode of a video: measures of every frame, shots, and the grid video. */
@NullMarked
package net.neuralpro.transforms.examine;

import org.jspecify.annotations.NullMarked;
