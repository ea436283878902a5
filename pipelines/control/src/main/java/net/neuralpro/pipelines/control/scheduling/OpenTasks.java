package net.neuralpro.pipelines.control.scheduling;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.schemas.content.Cid;
import net.neuralpro.schemas.recording.Address;

/**
 * The tasks for which nodes are wanted. Higher priorities go first; within a priority the requester
 * who was served least; of one requester's the task whose deadline is soonest, unless the node has
 * more of another's inputs. Used by one thread at a time.
 */
final class OpenTasks {
  /** How many that fit are looked at for one whose inputs the node has. */
  private static final int LOOK = 64;

  private static final Comparator<OpenTask> BY_DEADLINE =
      Comparator.comparingLong(OpenTask::deadline).thenComparing(OpenTask::id);

  private final Map<TaskId, OpenTask> known = new HashMap<>();
  private final NavigableMap<Integer, Map<Address, Lane>> lanes =
      new TreeMap<>(Comparator.reverseOrder());

  private static final class Lane {
    private final TreeSet<OpenTask> tasks = new TreeSet<>(BY_DEADLINE);
    private long served;

    private Lane(long served) {
      this.served = served;
    }
  }

  int size() {
    return known.size();
  }

  Optional<OpenTask> find(TaskId task) {
    return Optional.ofNullable(known.get(task));
  }

  /** Adds a task, or puts it in the place of the one of its identifier. */
  void add(OpenTask task) {
    remove(task.id());
    known.put(task.id(), task);
    Map<Address, Lane> level = lanes.computeIfAbsent(task.priority(), any -> new HashMap<>());
    long least = level.values().stream().mapToLong(lane -> lane.served).min().orElse(0);
    level.computeIfAbsent(task.requester(), any -> new Lane(least)).tasks.add(task);
  }

  /** Takes a task out, if it is here. */
  void remove(TaskId id) {
    OpenTask task = known.remove(id);
    if (task == null) {
      return;
    }
    Map<Address, Lane> level = lanes.getOrDefault(task.priority(), Map.of());
    Lane lane = level.get(task.requester());
    if (lane != null) {
      lane.tasks.remove(task);
      if (lane.tasks.isEmpty()) {
        level.remove(task.requester());
      }
    }
    if (level.isEmpty()) {
      lanes.remove(task.priority());
    }
  }

  /** Counts a task to its requester's share. */
  void served(OpenTask task) {
    Lane lane = lanes.getOrDefault(task.priority(), Map.of()).get(task.requester());
    if (lane != null) {
      lane.served++;
    }
  }

  /**
   * The task that a node is given next; it stays here.
   *
   * @param fits whether the node may do it
   * @param held inputs that the node has
   */
  Optional<OpenTask> next(Predicate<OpenTask> fits, Set<Cid> held) {
    for (Map<Address, Lane> level : lanes.values()) {
      List<Lane> turns =
          level.entrySet().stream()
              .sorted(
                  Comparator.comparingLong(
                          (Map.Entry<Address, Lane> each) -> each.getValue().served)
                      .thenComparing(Map.Entry::getKey))
              .map(Map.Entry::getValue)
              .toList();
      for (Lane lane : turns) {
        Optional<OpenTask> best =
            lane.tasks.stream()
                .filter(fits)
                .limit(held.isEmpty() ? 1 : LOOK)
                .reduce((one, other) -> other.held(held) > one.held(held) ? other : one);
        if (best.isPresent()) {
          return best;
        }
      }
    }
    return Optional.empty();
  }
}
