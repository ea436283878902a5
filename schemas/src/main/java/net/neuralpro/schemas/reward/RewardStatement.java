package net.neuralpro.schemas.reward;

import java.util.List;
import java.util.Optional;
import net.neuralpro.schemas.content.Block;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.content.DagJson;
import net.neuralpro.schemas.recording.Digest;

/**
 * What all accounts have earned by the end of an epoch, and what that follows from. It depends on
 * finalised facts and the statement before, and on nothing else.
 *
 * @param neural the version of this layout, 1
 * @param epoch the last one that it speaks for, from 1
 * @param first the first block of its time
 * @param last the last block of its time
 * @param previous the statement before; absent in the first
 * @param rule the rule and its parameters
 * @param datasets where the money of each dataset is
 * @param facts the table of facts
 * @param awards the table of awards that were still vesting
 * @param leaves the table of accounts and what each has earned so far
 * @param root OpenZeppelin's standard Merkle tree over the leaves
 * @param total the sum of the leaves
 */
public record RewardStatement(
    int neural,
    long epoch,
    BlockReference first,
    BlockReference last,
    Optional<Cid> previous,
    RewardRule rule,
    List<DatasetLedger> datasets,
    Cid facts,
    Cid awards,
    Cid leaves,
    Digest root,
    Wei total) {
  public RewardStatement {
    if (neural != 1) {
      throw new IllegalArgumentException("Cannot use statement layout " + neural + ": only 1");
    }
    if (epoch < 1 || last.number() < first.number()) {
      throw new IllegalArgumentException(
          "Cannot state epoch %d from block %d to %d"
              .formatted(epoch, first.number(), last.number()));
    }
    datasets = datasets.stream().sorted().toList();
    if (datasets.stream().map(DatasetLedger::dataset).distinct().count() != datasets.size()) {
      throw new IllegalArgumentException("Cannot state a dataset twice");
    }
  }

  public Block block() {
    return DagJson.block(this);
  }

  /** What is put on the chain beside root and total: the SHA-256 of its block. */
  public Digest digest() {
    return Digest.of(block().cid().digest());
  }
}
