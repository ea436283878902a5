/** Content identifiers, blocks, canonical DAG-JSON and UnixFS files: how bytes are named. */
@NullMarked
package net.neuralpro.schemas.content;

import org.jspecify.annotations.NullMarked;
