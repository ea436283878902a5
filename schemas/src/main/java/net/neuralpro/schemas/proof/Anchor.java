package net.neuralpro.schemas.proof;

import net.neuralpro.schemas.recording.Address;

/**
 * Where a version was published.
 *
 * @param chain the chain's number
 * @param registry the contract {@code DatasetRegistry}
 * @param dataset the dataset's identifier there, 64 hex digits
 * @param publisher who published it
 * @param number the version's number in the dataset, from 1
 */
public record Anchor(long chain, Address registry, String dataset, Address publisher, long number) {
  private static final long MAX_NUMBER = 0xffff_ffffL;

  public Anchor {
    Hexadecimal.hash(dataset);
    if (chain < 1 || number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException(
          "Cannot use version " + number + " on chain " + chain + " as an anchor");
    }
  }
}
