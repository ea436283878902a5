/** Recipes: what a pipeline does to recordings, as a document that people write. */
@NullMarked
package net.neuralpro.pipelines.flows.recipe;

import org.jspecify.annotations.NullMarked;
