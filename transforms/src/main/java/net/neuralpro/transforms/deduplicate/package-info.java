/** Finds clips that show the same footage, whatever was done to its files. */
@NullMarked
package net.neuralpro.transforms.deduplicate;

import org.jspecify.annotations.NullMarked;
