/** Judges recordings by rules: what is decoded, what sensors say, what the manifest declares. */
@NullMarked
package net.neuralpro.transforms.validate;

import org.jspecify.annotations.NullMarked;
