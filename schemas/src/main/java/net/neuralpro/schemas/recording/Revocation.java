package net.neuralpro.schemas.recording;

import net.neuralpro.schemas.content.Cid;

/**
 * The word of a contributor that a recording may no longer be used, as a chain keeps it.
 *
 * @param recording its signed manifest
 * @param contributor who said so: the one who signed the manifest, or else it does not count
 * @param chain the chain's number
 * @param registry the contract that keeps it
 * @param block the block that it came with
 */
public record Revocation(
    Cid recording, Address contributor, long chain, Address registry, long block)
    implements Comparable<Revocation> {
  public Revocation {
    if (chain <= 0 || block < 0) {
      throw new IllegalArgumentException(
          "Cannot have a revocation in block " + block + " of chain " + chain);
    }
  }

  @Override
  public int compareTo(Revocation other) {
    return recording.compareTo(other.recording);
  }
}
