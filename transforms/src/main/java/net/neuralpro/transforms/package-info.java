/** The operators, and the executors that run their derivations. */
@NullMarked
package net.neuralpro.transforms;

import org.jspecify.annotations.NullMarked;
