package net.neuralpro.pipelines.control.network;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.pipelines.control.verification.Exposure;
import net.neuralpro.pipelines.control.verification.Rate;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.reward.Wei;

/**
 * Which nodes a requester promises pay to, whatever the scheduler says: those whose stake covers
 * all that this session promised them. What was paid since does not count back, which errs on the
 * safe side.
 */
final class NodeAdmission {
  /** What the chain says of a node. */
  @FunctionalInterface
  interface Stakes {
    /** The node's stake in the token's smallest unit; zero if it is no node. */
    BigInteger of(Address node) throws IOException;
  }

  private record Given(TaskId task, Address node) {}

  private final Stakes stakes;
  private final Rate rate;
  private final Map<Address, BigInteger> promised = new HashMap<>();
  private final Set<Given> given = new HashSet<>();

  /**
   * @param rate the lowest at which results are checked
   */
  NodeAdmission(Stakes stakes, Rate rate) {
    this.stakes = stakes;
    this.rate = rate;
  }

  /** Whether a node is promised this price for a task; the same promise again counts once. */
  synchronized boolean admits(Address node, TaskId task, Wei price) throws IOException {
    Given wanted = new Given(task, node);
    if (given.contains(wanted)) {
      return true;
    }
    BigInteger before = promised.getOrDefault(node, BigInteger.ZERO);
    boolean admitted = Exposure.admits(stakes.of(node), rate, before, price.amount());
    if (admitted) {
      given.add(wanted);
      promised.put(node, before.add(price.amount()));
    }
    return admitted;
  }
}
