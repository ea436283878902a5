package net.neuralpro.pipelines.flows.reward;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.neuralpro.schemas.recording.Digest;
import net.neuralpro.schemas.reward.BlockReference;
import net.neuralpro.schemas.reward.RewardRule;
import net.neuralpro.schemas.reward.Wei;

/**
 * What a statement is made of beside facts, all of it final on the chain.
 *
 * @param epoch the last one that the statement speaks for
 * @param first the block after the last one of the statement before
 * @param last the last block of the epoch's time
 * @param rule the rule and its parameters
 * @param funded what was paid in for each dataset from the beginning to the last block
 * @param revoked blinded identifiers of the recordings that were taken back up to the last block
 */
public record EpochInputs(
    long epoch,
    BlockReference first,
    BlockReference last,
    RewardRule rule,
    SortedMap<Digest, Wei> funded,
    Set<Digest> revoked) {
  public EpochInputs {
    funded = Collections.unmodifiableSortedMap(new TreeMap<>(funded));
    revoked = Set.copyOf(revoked);
  }
}
