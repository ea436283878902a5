/** The main job as a Beam pipeline: recordings in, a dataset version out. */
@NullMarked
package net.neuralpro.pipelines.flows.curate;

import org.jspecify.annotations.NullMarked;
