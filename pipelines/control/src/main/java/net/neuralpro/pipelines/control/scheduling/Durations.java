package net.neuralpro.pipelines.control.scheduling;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.neuralpro.pipelines.control.scheduling.ledger.Copy;

/** How long nodes take, by operator; forgotten when the scheduler ends. */
final class Durations {
  private static final int REMEMBERED = 32;
  private static final int ENOUGH = 3;
  private static final int SLOW = 3;
  private static final long LEAST_SECONDS = 5;

  private final InstantSource time;
  private final Map<String, Deque<Long>> seconds = new HashMap<>();

  Durations(InstantSource time) {
    this.time = time;
  }

  /** A node put its result down. */
  void ended(String operator, long taken) {
    Deque<Long> last = seconds.computeIfAbsent(operator, any -> new ArrayDeque<>());
    last.addLast(taken);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
  }

  /**
   * Whether a node takes three times as long as others, or more than half of its time where nothing
   * is known.
   */
  boolean isSlow(String operator, Copy copy) {
    if (copy.state() != Copy.State.ASSIGNED) {
      return false;
    }
    List<Long> known =
        seconds.getOrDefault(operator, new ArrayDeque<>()).stream().sorted().toList();
    long half = (copy.commitBy() - copy.since()) / 2;
    long expected =
        known.size() < ENOUGH
            ? half
            : Math.min(half, Math.max(LEAST_SECONDS, SLOW * known.get(known.size() / 2)));
    return time.instant().getEpochSecond() - copy.since() > expected;
  }
}
