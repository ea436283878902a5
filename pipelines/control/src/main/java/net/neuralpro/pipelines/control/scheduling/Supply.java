package net.neuralpro.pipelines.control.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.neuralpro.connectors.chain.tasks.TaskId;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;
import net.neuralpro.pipelines.control.scheduling.ledger.Task;
import net.neuralpro.schemas.recording.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which tasks come to be looked at, kept in a queue. The queue may lose all of it: the
 * ledger has every task, and each is offered anew now and then. Used by one thread at a time.
 */
final class Supply {
  private static final Logger LOG = LoggerFactory.getLogger(Supply.class);
  private static final String CONSUMER = "scheduler";
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final Duration RENEWAL = Duration.ofMinutes(3);

  private final WorkQueue queue;
  private final InstantSource time;
  private final Map<TaskId, Held> held = new HashMap<>();
  private Instant renewed;

  Supply(WorkQueue queue, InstantSource time) {
    this.queue = queue;
    this.time = time;
    this.renewed = time.instant();
  }

  /** Puts a task into the queue; if that cannot take it now, it is offered again later. */
  void offer(Task task) {
    try {
      queue.offer(
          new Work(
              task.id().toString(),
              task.requester().text(),
              task.submission().priority(),
              new byte[0]));
    } catch (MessagingException e) {
      LOG.warn("Task {} waits to be queued: {}", task.id(), e.getMessage());
    }
  }

  /** The tasks that come next, as many as there is room for. */
  List<TaskId> take(int room) {
    List<TaskId> taken = new ArrayList<>();
    try {
      while (taken.size() < room) {
        Optional<Held> next = queue.take(CONSUMER, HOLD);
        if (next.isEmpty()) {
          break;
        }
        TaskId task = new TaskId(new Digest(next.get().work().id()));
        held.put(task, next.get());
        taken.add(task);
      }
    } catch (MessagingException | IllegalArgumentException e) {
      LOG.warn("Cannot take from the queue: {}", e.getMessage());
    }
    return taken;
  }

  /** Whether a task was taken and has not ended. */
  boolean has(TaskId task) {
    return held.containsKey(task);
  }

  /** Nothing is to be done for a task any more. */
  void end(TaskId task) {
    Held last = held.remove(task);
    if (last != null) {
      try {
        queue.finish(last);
      } catch (MessagingException e) {
        LOG.warn("Task {} stays in the queue for a while: {}", task, e.getMessage());
      }
    }
  }

  /** Holds what was taken for longer; what the queue has lost is forgotten here too. */
  void renew() {
    Instant now = time.instant();
    if (now.isBefore(renewed.plus(RENEWAL))) {
      return;
    }
    renewed = now;
    try {
      for (Map.Entry<TaskId, Held> each : List.copyOf(held.entrySet())) {
        if (!queue.renew(each.getValue(), HOLD)) {
          held.remove(each.getKey());
        }
      }
    } catch (MessagingException e) {
      LOG.warn("Cannot hold on to what was taken: {}", e.getMessage());
    }
  }
}
