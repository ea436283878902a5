/** Statements of what contributors earned: closed, kept, closed again by others. */
@NullMarked
package net.neuralpro.pipelines.flows.reward;

import org.jspecify.annotations.NullMarked;
