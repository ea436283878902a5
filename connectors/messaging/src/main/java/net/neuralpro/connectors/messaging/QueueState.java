package net.neuralpro.connectors.messaging;

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

/**
 * All that a queue knows. What it does follows from the calls and their times alone, so that
 * whoever makes the same calls of it has the same queue. Times are of any unit and never go back.
 * Used by one thread at a time.
 */
public final class QueueState {
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
  private final Map<String, Entry> unfinished = new HashMap<>();
  private final List<LinkedHashMap<String, Deque<Entry>>> lanes = new ArrayList<>();
  private final TreeSet<Entry> held = new TreeSet<>(BY_END);
  private long offers;

  /**
   * An empty queue.
   *
   * @param capacity how many unfinished pieces it may know
   */
  public QueueState(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("Cannot make a queue for " + capacity + " pieces of work");
    }
    this.capacity = capacity;
    for (int priority = 0; priority <= Work.MAX_PRIORITY; priority++) {
      lanes.add(new LinkedHashMap<>());
    }
  }

  /** What became of an offer. */
  public enum Offered {
    ADDED,
    KNOWN,
    FULL;

    /**
     * Whether the work was added.
     *
     * @throws MessagingException QUEUE-FULL if the queue knows as much as it may
     */
    public boolean isAdded(Work work, int capacity) throws MessagingException {
      if (this == FULL) {
        throw new MessagingException(
            "QUEUE-FULL",
            "Cannot queue %s: %d pieces of work are unfinished".formatted(work.id(), capacity));
      }
      return this == ADDED;
    }
  }

  /** Adds work, unless it is unfinished. */
  public Offered offer(Work work) {
    if (unfinished.containsKey(work.id())) {
      return Offered.KNOWN;
    }
    if (unfinished.size() >= capacity) {
      return Offered.FULL;
    }
    Entry entry = new Entry(work, offers++);
    unfinished.put(work.id(), entry);
    laneOf(entry).addLast(entry);
    return Offered.ADDED;
  }

  /**
   * Hands out the next piece, if any waits.
   *
   * @param token of this hand-out
   * @param until when it waits again
   */
  public Optional<Held> take(String token, long until, long now) {
    takeBack(now);
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
        entry.token = token;
        hold(entry, until);
        return Optional.of(new Held(entry.work, entry.attempt, entry.token));
      }
    }
    return Optional.empty();
  }

  /** Holds work for longer; whether this hand-out still held it. */
  public boolean renew(String id, String token, long until, long now) {
    takeBack(now);
    Optional<Entry> entry = of(id, token).filter(known -> known.held);
    entry.ifPresent(
        known -> {
          held.remove(known);
          hold(known, until);
        });
    return entry.isPresent();
  }

  /** Ends work; whether this hand-out was its last one. */
  public boolean finish(String id, String token) {
    Optional<Entry> entry = of(id, token);
    entry.ifPresent(
        known -> {
          unfinished.remove(id);
          if (!held.remove(known)) {
            Map<String, Deque<Entry>> turns = lanes.get(known.work.priority());
            laneOf(known).remove(known);
            turns.computeIfPresent(known.work.lane(), (name, lane) -> lane.isEmpty() ? null : lane);
          }
        });
    return entry.isPresent();
  }

  /** Gives work back; whether this hand-out still held it. */
  public boolean release(String id, String token, long now) {
    takeBack(now);
    Optional<Entry> entry = of(id, token).filter(known -> known.held);
    entry.ifPresent(
        known -> {
          held.remove(known);
          letWait(known);
          known.token = Entry.NOBODY;
        });
    return entry.isPresent();
  }

  /** How many pieces wait, those whose time is over among them. */
  public long waiting(long now) {
    return unfinished.size() - held(now);
  }

  /** How many pieces are held in time. */
  public long held(long now) {
    return held.stream().filter(entry -> entry.until > now).count();
  }

  /** Whether nothing is unfinished, so that it is as if it had just been made. */
  public boolean isEmpty() {
    return unfinished.isEmpty();
  }

  private Optional<Entry> of(String id, String token) {
    return Optional.ofNullable(unfinished.get(id)).filter(entry -> entry.token.equals(token));
  }

  private void hold(Entry entry, long until) {
    entry.held = true;
    entry.until = until;
    held.add(entry);
  }

  private void takeBack(long now) {
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
