package net.neuralpro.pipelines.control.scheduling;

import java.time.Duration;

/**
 * How much the scheduler keeps for one requester.
 *
 * @param blocks that the requester brought or his tasks made, and that are remembered as his
 * @param memory after which it is forgotten whose a block is that was not brought again
 */
public record Bounds(long blocks, Duration memory) {
  /** As it is unless somebody wants otherwise. */
  public static final Bounds USUAL = new Bounds(4_000_000, Duration.ofDays(7));

  public Bounds {
    if (blocks < 1 || memory.isNegative() || memory.isZero()) {
      throw new IllegalArgumentException("Cannot work for somebody of whom nothing is kept");
    }
  }
}
