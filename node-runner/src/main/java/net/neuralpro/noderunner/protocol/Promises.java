package net.neuralpro.noderunner.protocol;

import java.util.List;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;
import net.neuralpro.schemas.recording.Signature;

/** What a requester answers to {@link Event.Proposed}. */
public record Promises(List<Promise> promises) {
  public Promises {
    promises = List.copyOf(promises);
    Limits.requireItems("promises", promises.size());
  }

  /**
   * An assignment, or a refusal of the node.
   *
   * @param signature under the assignment that was proposed; absent if the node is not wanted
   */
  public record Promise(TaskId task, Address node, Optional<Signature> signature) {}
}
