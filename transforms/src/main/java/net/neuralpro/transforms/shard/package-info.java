/**
 * Lays accepted clips out as a dataset, and writes each of its files by a derivation of its own.
 */
@NullMarked
package net.neuralpro.transforms.shard;

import org.jspecify.annotations.NullMarked;
