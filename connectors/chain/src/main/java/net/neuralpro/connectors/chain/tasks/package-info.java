/** What requesters and nodes sign about tasks, and the batches that settle them. */
@NullMarked
package net.neuralpro.connectors.chain.tasks;

import org.jspecify.annotations.NullMarked;
