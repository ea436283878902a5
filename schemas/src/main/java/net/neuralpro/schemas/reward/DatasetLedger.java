package net.neuralpro.schemas.reward;

import net.neuralpro.schemas.recording.Digest;

/**
 * Where the money of a dataset is: {@code funded = protocol + awarded + carried}.
 *
 * @param dataset its identifier in the registry
 * @param funded what funders paid in so far
 * @param protocol the protocol's share of it
 * @param awarded what recordings were awarded so far, less what was taken back
 * @param carried what is left for epochs to come, residues included
 */
public record DatasetLedger(Digest dataset, Wei funded, Wei protocol, Wei awarded, Wei carried)
    implements Comparable<DatasetLedger> {
  public DatasetLedger {
    if (!protocol.plus(awarded).plus(carried).equals(funded)) {
      throw new IllegalArgumentException(
          "Cannot have a ledger of %s that does not add up: %s funded, but %s + %s + %s"
              .formatted(dataset, funded, protocol, awarded, carried));
    }
  }

  /** A dataset that nobody has funded. */
  public static DatasetLedger empty(Digest dataset) {
    return new DatasetLedger(dataset, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO);
  }

  /** The same when so much was paid in altogether. */
  public DatasetLedger funded(Wei altogether, RewardRule rule) {
    Wei share = new Wei(rule.share(altogether.amount()));
    Wei more = altogether.minus(funded).minus(share.minus(protocol));
    return new DatasetLedger(dataset, altogether, share, awarded, carried.plus(more));
  }

  /** The same when so much was awarded and so much taken back. */
  public DatasetLedger awarded(Wei more, Wei takenBack) {
    return new DatasetLedger(
        dataset,
        funded,
        protocol,
        awarded.plus(more).minus(takenBack),
        carried.minus(more).plus(takenBack));
  }

  @Override
  public int compareTo(DatasetLedger other) {
    return dataset.compareTo(other.dataset);
  }
}
