package net.neuralpro.pipelines.control.scheduling;

import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.recording.Address;

/** What can be waited for. */
final class Topics {
  private Topics() {}

  /** Something that a requester is told. */
  private record Told(Address requester) {}

  /** An order that a node is given. */
  private record Ordered(Address node) {}

  /** The stage of a task. */
  private record Staged(TaskId task) {}

  static Object events(Address requester) {
    return new Told(requester);
  }

  static Object orders(Address node) {
    return new Ordered(node);
  }

  static Object stage(TaskId task) {
    return new Staged(task);
  }
}
