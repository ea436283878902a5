/** Dataset versions as folders: written whole, read, verified, traced. */
@NullMarked
package net.neuralpro.pipelines.flows.dataset;

import org.jspecify.annotations.NullMarked;
