/** Where the samples of a dataset came from, in the languages of other people's tools. */
@NullMarked
package net.neuralpro.pipelines.flows.provenance;

import org.jspecify.annotations.NullMarked;
