package net.neuralpro.pipelines.control.scheduling;

import java.util.List;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.Role;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy.State;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.pipelines.control.verification.Policy;

/** A task with all that is known of it. */
record Case(Task task, OpenTask open, List<Copy> copies) {
  List<Copy> of(Role role, State state) {
    return copies.stream().filter(copy -> copy.role() == role && copy.state() == state).toList();
  }

  Policy policy() {
    return open.policy();
  }

  /** Whether the task's time is over, at a time in seconds since 1970. */
  boolean isLate(long now) {
    return task.isLate(now);
  }

  /** How many nodes do it at first. */
  int places() {
    return policy() instanceof Policy.Replicated replicated ? replicated.places() : 1;
  }
}
