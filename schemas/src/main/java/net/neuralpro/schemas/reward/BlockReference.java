package net.neuralpro.schemas.reward;

import net.neuralpro.schemas.recording.Digest;

/** A block of a chain by its number and its hash. */
public record BlockReference(long number, Digest hash) {
  public BlockReference {
    if (number < 0) {
      throw new IllegalArgumentException("Cannot refer to block " + number);
    }
  }
}
