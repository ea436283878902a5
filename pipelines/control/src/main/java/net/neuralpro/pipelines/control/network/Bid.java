package net.neuralpro.pipelines.control.network;

import java.time.Duration;
import net.neuralpro.noderunner.protocol.Resources;
import net.neuralpro.pipelines.control.verification.Policy;
import net.neuralpro.schemas.reward.Wei;

/**
 * What a requester offers for each task.
 *
 * @param price that a node is paid
 * @param time in which it must be finished, from when it is submitted
 * @param policy by which results are checked
 * @param priority 0 to 9, the higher the sooner
 * @param limits what a task may use
 */
public record Bid(Wei price, Duration time, Policy policy, int priority, Resources limits) {
  public Bid {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("Cannot ask for work in no time");
    }
  }
}
