/** Parts recordings into training, validation and test so that nothing leaks between them. */
@NullMarked
package net.neuralpro.transforms.split;

import org.jspecify.annotations.NullMarked;
