package net.neuralpro.pipelines.control.scheduling;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.neuralpro.connectors.chain.tasks.TaskId;

/** Tasks by the time at which something is due. Used by one thread at a time. */
final class Deadlines {
  private final SortedSet<Due> all = new TreeSet<>();

  private record Due(long time, TaskId task) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int first = Long.compare(time, other.time);
      return first != 0 ? first : task.compareTo(other.task);
    }
  }

  /**
   * Something is due.
   *
   * @param time seconds since 1970
   */
  void add(TaskId task, long time) {
    all.add(new Due(time, task));
  }

  /** Takes out what was due before a time. */
  Set<TaskId> over(long now) {
    Set<TaskId> over = new LinkedHashSet<>();
    while (!all.isEmpty() && all.first().time() < now) {
      over.add(all.first().task());
      all.remove(all.first());
    }
    return over;
  }
}
