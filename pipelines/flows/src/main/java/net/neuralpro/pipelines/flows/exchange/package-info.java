/** Datasets and recordings as they are sent to stores and fetched from strangers. */
@NullMarked
package net.neuralpro.pipelines.flows.exchange;

import org.jspecify.annotations.NullMarked;
