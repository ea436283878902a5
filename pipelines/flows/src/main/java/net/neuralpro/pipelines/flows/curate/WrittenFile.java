package net.neuralpro.pipelines.flows.curate;

import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.dataset.DatasetFile;

/**
 * A file of a dataset that was written.
 *
 * @param derivation what made it
 */
record WrittenFile(DatasetFile file, Cid derivation) {}
