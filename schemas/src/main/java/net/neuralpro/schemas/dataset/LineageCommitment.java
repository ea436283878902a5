package net.neuralpro.schemas.dataset;

import java.util.regex.Pattern;

/**
 * The Merkle root over the lineage of all samples.
 *
 * @param root 64 hex digits
 * @param leaves how many samples there are
 */
public record LineageCommitment(String root, long leaves) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public LineageCommitment {
    if (!DIGEST.matcher(root).matches() || leaves < 0) {
      throw new IllegalArgumentException("Cannot commit to lineage by root '" + root + "'");
    }
  }
}
