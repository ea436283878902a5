package net.neuralpro.pipelines.flows.reward;

import net.neuralpro.schemas.reward.BlockReference;

/**
 * What a statement speaks of.
 *
 * @param epoch the last one
 * @param first the block after the last one of the statement before; the first block of all in the
 *     first statement
 * @param last the last block of the epoch's time
 */
public record EpochTime(long epoch, BlockReference first, BlockReference last) {}
