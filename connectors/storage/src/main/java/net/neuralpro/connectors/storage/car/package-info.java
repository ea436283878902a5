/** Graphs of blocks one block after another: walked depth first, written and read as CAR files. */
@NullMarked
package net.neuralpro.connectors.storage.car;

import org.jspecify.annotations.NullMarked;
