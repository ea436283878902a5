/** Measures of clips, and the thresholds by which clips are kept. */
@NullMarked
package net.neuralpro.transforms.measure;

import org.jspecify.annotations.NullMarked;
