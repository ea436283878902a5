/** The Beam pipelines on Flink. */
@NullMarked
package net.neuralpro.pipelines.flows;

import org.jspecify.annotations.NullMarked;
