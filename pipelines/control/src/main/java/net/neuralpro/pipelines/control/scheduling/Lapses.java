package net.neuralpro.pipelines.control.scheduling;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.neuralpro.connectors.chain.tasks.TaskId;

/**
 * Tasks whose requester answered no proposal: each rests longer every time. Used by one thread at a
 * time.
 */
final class Lapses {
  private static final int MOST_DOUBLINGS = 7;

  private final Map<TaskId, Integer> times = new HashMap<>();
  private final Deadlines resting = new Deadlines();

  /**
   * A proposal was not answered.
   *
   * @param wait seconds for which it was waited
   * @return whether another is made at once
   */
  boolean again(TaskId task, long now, long wait) {
    int count = times.merge(task, 1, Integer::sum);
    if (count > 1) {
      resting.add(task, now + (wait << Math.min(count, MOST_DOUBLINGS)));
    }
    return count == 1;
  }

  /** The requester is heard of, or the task is over; whether it rested. */
  boolean end(TaskId task) {
    return times.remove(task) != null;
  }

  /** Tasks that have rested. */
  Set<TaskId> rested(long now) {
    return resting.over(now);
  }
}
