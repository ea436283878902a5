/** Decodes videos only to see whether they can be. */
@NullMarked
package net.neuralpro.transforms.decode;

import org.jspecify.annotations.NullMarked;
