package net.neuralpro.pipelines.control.scheduling;

import java.time.Duration;

/**
 * How long the scheduler waits for whom.
 *
 * @param proposal for a requester's promise
 * @param presence after which a requester who asks for no events is taken to be away, and a node
 *     that claims nothing
 * @param reveal for a node's output and reveal, from when they may come
 * @param repeat after which an order is told again that its node has not taken up
 * @param checker for a node that does a drawn task again, before its requester may do so himself
 * @param tries nodes that may fail a task
 */
public record Timing(
    Duration proposal,
    Duration presence,
    Duration reveal,
    Duration repeat,
    Duration checker,
    int tries) {
  /** As it is unless somebody wants otherwise. */
  public static final Timing USUAL =
      new Timing(
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          5);

  public Timing {
    if (tries < 1) {
      throw new IllegalArgumentException("Cannot try a task on %d nodes".formatted(tries));
    }
  }
}
