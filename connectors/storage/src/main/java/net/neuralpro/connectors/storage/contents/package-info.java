/** Files, folders and graphs above any store of blocks. */
@NullMarked
package net.neuralpro.connectors.storage.contents;

import org.jspecify.annotations.NullMarked;
