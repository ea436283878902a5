/** Runs operators on foreign bytes in restricted processes that reach nothing but their blocks. */
@NullMarked
package net.neuralpro.transforms.worker;

import org.jspecify.annotations.NullMarked;
