package net.neuralpro.pipelines.control.scheduling;

import java.io.IOException;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;

/**
 * Takes tasks out of the queue, in its order, while there is room for more that are looked at.
 *
 * @param supply the queue
 */
record Feed(Desk desk, Supply supply, Dispatch dispatch, Course course) {
  /** How many tasks are looked at, at most, for those that fit a node. */
  private static final int IN_SIGHT = 20_000;

  /** Takes what comes next out of the queue. */
  void next() throws IOException {
    for (TaskId task : supply.take(IN_SIGHT - dispatch.wanted())) {
      Optional<Task> known = desk.ledger().task(task);
      if (known.isEmpty() || !known.get().isUnfinished()) {
        supply.end(task);
      } else {
        course.advance(task);
      }
    }
  }
}
