package net.neuralpro.connectors.messaging.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.QueueState;

/**
 * A queue as far as its log was read here. The brokers' times are the queue's clock: everybody who
 * reads the log has the same queue.
 */
final class Replica {
  private final int capacity;
  private final Map<UUID, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
  private QueueState state;
  private long next;
  private long emptyAt;
  private long time;
  private long timeRead = System.nanoTime();

  Replica(int capacity) {
    this.capacity = capacity;
    this.state = new QueueState(capacity);
  }

  /**
   * What came of a step.
   *
   * @param held what was handed out
   * @param yes whether it took place
   * @param full whether the queue knew too much for it
   */
  record Answer(Optional<Held> held, boolean yes, boolean full) {
    private static Answer of(boolean yes) {
      return new Answer(Optional.empty(), yes, false);
    }
  }

  /** Waits for what comes of a step. */
  CompletableFuture<Answer> expect(UUID call) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(call, answer);
    return answer;
  }

  void forget(UUID call) {
    waiting.remove(call);
  }

  /** All is read anew from here: the log was lost, or begins later than what was read last. */
  synchronized void begin(long offset) {
    state = new QueueState(capacity);
    next = offset;
    emptyAt = offset;
    notifyAll();
  }

  /** Takes the record at an offset; one that another program wrote changes nothing. */
  synchronized void apply(long offset, long timestamp, Optional<Step> step) {
    time = Math.max(time, timestamp);
    timeRead = System.nanoTime();
    next = offset + 1;
    if (step.isPresent()) {
      Answer answer = apply(step.get());
      if (state.isEmpty()) {
        emptyAt = next;
      }
      CompletableFuture<Answer> caller = waiting.remove(step.get().call());
      if (caller != null) {
        caller.complete(answer);
      }
    }
    notifyAll();
  }

  private Answer apply(Step step) {
    return switch (step.kind()) {
      case OFFER -> {
        QueueState.Offered offered = state.offer(step.work().orElseThrow());
        yield new Answer(
            Optional.empty(),
            offered == QueueState.Offered.ADDED,
            offered == QueueState.Offered.FULL);
      }
      case TAKE -> {
        Optional<Held> held = state.take(step.call().toString(), time + step.holdMillis(), time);
        yield new Answer(held, held.isPresent(), false);
      }
      case RENEW -> Answer.of(state.renew(step.id(), step.token(), time + step.holdMillis(), time));
      case FINISH -> Answer.of(state.finish(step.id(), step.token()));
      case RELEASE -> Answer.of(state.release(step.id(), step.token(), time));
      case FORGET -> {
        state = new QueueState(capacity);
        yield Answer.of(true);
      }
    };
  }

  /** Waits until all before this offset was read; whether it was in time. */
  synchronized boolean awaitRead(long offset, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; next < offset && left > 0; left = left(end)) {
      wait(left);
    }
    return next >= offset;
  }

  private static long left(long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
  }

  /** What the brokers' clock says about now: what it last said, and what has passed since. */
  private long now() {
    return time + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - timeRead);
  }

  synchronized long waiting() {
    return state.waiting(now());
  }

  synchronized long held() {
    return state.held(now());
  }

  /** Where the log may begin: before it nothing was unfinished. */
  synchronized long emptyAt() {
    return emptyAt;
  }

  /** How much was read since the queue was last empty. */
  synchronized long sinceEmpty() {
    return next - emptyAt;
  }
}
