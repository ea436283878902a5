package net.neuralpro.pipelines.control.scheduling;

import java.time.Duration;

/**
 * How much the scheduler keeps for one requester.
 *
 * @param tasks of the requester that have not ended
 * @param blocks that the requester brought or his tasks made, and that are remembered as his
 * @param memory after which it is forgotten whose a block is that was not brought again
 */
public record Bounds(int tasks, long blocks, Duration memory) {
  /** As it is unless somebody wants otherwise. */
  public static final Bounds USUAL = new Bounds(20_000, 4_000_000, Duration.ofDays(7));

  /** The same with another count of tasks. */
  public Bounds withTasks(int most) {
    return new Bounds(most, blocks, memory);
  }

  public Bounds {
    if (tasks < 1 || blocks < 1 || memory.isNegative() || memory.isZero()) {
      throw new IllegalArgumentException("Cannot work for somebody of whom nothing is kept");
    }
  }
}
