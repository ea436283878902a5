/** Blocks, outcomes and the workspace in folders of this computer. */
@NullMarked
package net.neuralpro.connectors.storage.embedded;

import org.jspecify.annotations.NullMarked;
