/** Checks that files and folders are named as other programs of IPFS name them. */
@NullMarked
package net.neuralpro.connectors.storage.unixfs;

import org.jspecify.annotations.NullMarked;
