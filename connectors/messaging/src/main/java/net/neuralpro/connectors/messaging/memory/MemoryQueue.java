package net.neuralpro.connectors.messaging.memory;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.QueueState;
import net.neuralpro.connectors.messaging.Times;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;

/** A queue in this process's memory. */
public final class MemoryQueue implements WorkQueue {
  private final int capacity;
  private final LongSupplier nanos;
  private final QueueState state;
  private final String process = UUID.randomUUID().toString();
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
    this.capacity = capacity;
    this.nanos = nanos;
    this.state = new QueueState(capacity);
  }

  @Override
  public synchronized boolean offer(Work work) throws MessagingException {
    return state.offer(work).isAdded(work, capacity);
  }

  @Override
  public synchronized Optional<Held> take(String consumer, Duration holdFor) {
    Work.requireName("consumer", consumer);
    long hold = nanosOf(holdFor);
    long now = nanos.getAsLong();
    return state.take(process + "-" + handOuts++, now + hold, now);
  }

  @Override
  public synchronized boolean renew(Held work, Duration holdFor) {
    long hold = nanosOf(holdFor);
    long now = nanos.getAsLong();
    return state.renew(work.work().id(), work.token(), now + hold, now);
  }

  @Override
  public synchronized boolean finish(Held work) {
    return state.finish(work.work().id(), work.token());
  }

  @Override
  public synchronized boolean release(Held work) {
    return state.release(work.work().id(), work.token(), nanos.getAsLong());
  }

  @Override
  public synchronized long waiting() {
    return state.waiting(nanos.getAsLong());
  }

  @Override
  public synchronized long held() {
    return state.held(nanos.getAsLong());
  }

  @Override
  public void close() {
    // Its memory goes with it.
  }

  private static long nanosOf(Duration holdFor) {
    return Math.multiplyExact(Times.millis(holdFor), 1_000_000L);
  }
}
