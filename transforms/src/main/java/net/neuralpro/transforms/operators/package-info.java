/** Operators, their catalogue, and the executors that run derivations. */
@NullMarked
package net.neuralpro.transforms.operators;

import org.jspecify.annotations.NullMarked;
