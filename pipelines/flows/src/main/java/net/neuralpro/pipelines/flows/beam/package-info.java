/** Contents by their identifiers as files of Beam: {@code cid://…} and {@code ipfs://…}. */
@NullMarked
package net.neuralpro.pipelines.flows.beam;

import org.jspecify.annotations.NullMarked;
