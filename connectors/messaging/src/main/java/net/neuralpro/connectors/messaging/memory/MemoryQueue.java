package net.neuralpro.connectors.messaging.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.LongSupplier;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.Times;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;

/** A queue in this process's memory. */
public final class MemoryQueue implements WorkQueue {
  /** Work that is unfinished, and who was last given it. */
  private static final class Entry {
    private static final String NOBODY = "";

    private final Work work;
    private final long order;
    private int attempt;
    private String token = NOBODY;
    private boolean held;
    private long until;

    private Entry(Work work, long order) {
      this.work = work;
      this.order = order;
    }
  }

  private static final Comparator<Entry> BY_END =
      Comparator.<Entry>comparingLong(entry -> entry.until).thenComparingLong(entry -> entry.order);

  private final int capacity;
  private final LongSupplier nanos;
  private final Map<String, Entry> unfinished = new HashMap<>();
  private final List<LinkedHashMap<String, Deque<Entry>>> lanes = new ArrayList<>();
  private final TreeSet<Entry> held = new TreeSet<>(BY_END);
  private final String process = UUID.randomUUID().toString();
  private long offers;
  private long handOuts;

  /**
   * An empty queue.
   *
   * @param capacity how many unfinished pieces it may know
   */
  public MemoryQueue(int capacity) {
    this(
        capacity,
        new LongSupplier() {
          private final long start = System.nanoTime();

          @Override
          public long getAsLong() {
            return System.nanoTime() - start;
          }
        });
  }

  /** As above, by a clock that counts nanoseconds from about zero and never goes back. */
  MemoryQueue(int capacity, LongSupplier nanos) {
    if (capacity < 1) {
      throw new IllegalArgumentException("Cannot make a queue for " + capacity + " pieces of work");
    }
    this.capacity = capacity;
    this.nanos = nanos;
    for (int priority = 0; priority <= Work.MAX_PRIORITY; priority++) {
      lanes.add(new LinkedHashMap<>());
    }
  }

  @Override
  public synchronized boolean offer(Work work) throws MessagingException {
    if (unfinished.containsKey(work.id())) {
      return false;
    }
    if (unfinished.size() >= capacity) {
      throw new MessagingException(
          "QUEUE-FULL",
          "Cannot queue %s: %d pieces of work are unfinished".formatted(work.id(), capacity));
    }
    Entry entry = new Entry(work, offers++);
    unfinished.put(work.id(), entry);
    laneOf(entry).addLast(entry);
    return true;
  }

  @Override
  public synchronized Optional<Held> take(String consumer, Duration holdFor) {
    Work.requireName("consumer", consumer);
    long hold = Math.multiplyExact(Times.millis(holdFor), 1_000_000L);
    takeBack();
    for (int priority = Work.MAX_PRIORITY; priority >= 0; priority--) {
      Iterator<Map.Entry<String, Deque<Entry>>> turns = lanes.get(priority).entrySet().iterator();
      if (turns.hasNext()) {
        Map.Entry<String, Deque<Entry>> turn = turns.next();
        turns.remove();
        Entry entry = turn.getValue().removeFirst();
        if (!turn.getValue().isEmpty()) {
          lanes.get(priority).put(turn.getKey(), turn.getValue());
        }
        entry.attempt++;
        entry.token = process + "-" + handOuts++;
        hold(entry, hold);
        return Optional.of(new Held(entry.work, entry.attempt, entry.token));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized boolean renew(Held work, Duration holdFor) {
    long hold = Math.multiplyExact(Times.millis(holdFor), 1_000_000L);
    takeBack();
    Optional<Entry> entry = of(work).filter(known -> known.held);
    entry.ifPresent(
        known -> {
          held.remove(known);
          hold(known, hold);
        });
    return entry.isPresent();
  }

  @Override
  public synchronized boolean finish(Held work) {
    Optional<Entry> entry = of(work);
    entry.ifPresent(
        known -> {
          unfinished.remove(known.work.id());
          if (!held.remove(known)) {
            Map<String, Deque<Entry>> turns = lanes.get(known.work.priority());
            laneOf(known).remove(known);
            turns.computeIfPresent(known.work.lane(), (name, lane) -> lane.isEmpty() ? null : lane);
          }
        });
    return entry.isPresent();
  }

  @Override
  public synchronized boolean release(Held work) {
    takeBack();
    Optional<Entry> entry = of(work).filter(known -> known.held);
    entry.ifPresent(
        known -> {
          held.remove(known);
          letWait(known);
          known.token = Entry.NOBODY;
        });
    return entry.isPresent();
  }

  @Override
  public synchronized long waiting() {
    takeBack();
    return unfinished.size() - held.size();
  }

  @Override
  public synchronized long held() {
    takeBack();
    return held.size();
  }

  @Override
  public void close() {
    // Its memory goes with it.
  }

  private Optional<Entry> of(Held work) {
    return Optional.ofNullable(unfinished.get(work.work().id()))
        .filter(entry -> entry.token.equals(work.token()));
  }

  private void hold(Entry entry, long forNanos) {
    entry.held = true;
    entry.until = nanos.getAsLong() + forNanos;
    held.add(entry);
  }

  private void takeBack() {
    long now = nanos.getAsLong();
    while (!held.isEmpty() && held.first().until <= now) {
      Entry late = held.first();
      held.remove(late);
      letWait(late);
    }
  }

  /** What was handed out before goes to the front of its lane: it is the oldest there. */
  private void letWait(Entry entry) {
    entry.held = false;
    laneOf(entry).addFirst(entry);
  }

  private Deque<Entry> laneOf(Entry entry) {
    return lanes
        .get(entry.work.priority())
        .computeIfAbsent(entry.work.lane(), name -> new ArrayDeque<>());
  }
}
