package net.neuralpro.connectors.messaging.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.neuralpro.connectors.messaging.Held;
import net.neuralpro.connectors.messaging.MessagingException;
import net.neuralpro.connectors.messaging.QueueState;
import net.neuralpro.connectors.messaging.Times;
import net.neuralpro.connectors.messaging.Work;
import net.neuralpro.connectors.messaging.WorkQueue;

/**
 * A queue on Kafka, which any number of processes share. Each call is a record of a log that
 * everybody reads, so the brokers' order decides who is handed what, and their times when it is
 * late. When nothing is unfinished the log's past is dropped; a log that never gets there is
 * forgotten as a whole after {@value #MOST_RECORDS} records, as any queue may be.
 */
public final class KafkaQueue implements WorkQueue {
  /** After so many records without a moment at which nothing is unfinished all is forgotten. */
  static final long MOST_RECORDS = 5_000_000;

  /** So many records that nobody needs are worth dropping. */
  private static final long WORTH_DROPPING = 10_000;

  private final KafkaAddress address;
  private final String topic;
  private final int capacity;
  private final Replica replica;
  private Optional<QueueLog> log = Optional.empty();
  private long dropped;

  /**
   * A queue on brokers, which are first called when the queue is.
   *
   * @param name which of the queues there, named as work is
   * @param capacity how many unfinished pieces it may know; everybody must say the same
   */
  public KafkaQueue(KafkaAddress address, String name, int capacity) {
    Work.requireName("queue", name);
    this.address = address;
    this.topic = "neural.queue." + name;
    this.capacity = capacity;
    this.replica = new Replica(capacity);
  }

  private synchronized QueueLog log() throws MessagingException {
    if (log.isEmpty()) {
      log = Optional.of(new QueueLog(address, topic, replica));
    }
    return log.get();
  }

  @Override
  public boolean offer(Work work) throws MessagingException {
    Replica.Answer answer = call(Step.offer(work));
    return (answer.full()
            ? QueueState.Offered.FULL
            : answer.yes() ? QueueState.Offered.ADDED : QueueState.Offered.KNOWN)
        .isAdded(work, capacity);
  }

  @Override
  public Optional<Held> take(String consumer, Duration holdFor) throws MessagingException {
    Work.requireName("consumer", consumer);
    long hold = Times.millis(holdFor);
    // a consumer that asks again and again writes nothing while there is nothing to be had
    return waiting() == 0 ? Optional.empty() : call(Step.of(Step.Kind.TAKE, "", "", hold)).held();
  }

  @Override
  public boolean renew(Held held, Duration holdFor) throws MessagingException {
    return call(Step.of(Step.Kind.RENEW, held.work().id(), held.token(), Times.millis(holdFor)))
        .yes();
  }

  @Override
  public boolean finish(Held held) throws MessagingException {
    boolean finished = call(Step.of(Step.Kind.FINISH, held.work().id(), held.token(), 0)).yes();
    tidy();
    return finished;
  }

  @Override
  public boolean release(Held held) throws MessagingException {
    return call(Step.of(Step.Kind.RELEASE, held.work().id(), held.token(), 0)).yes();
  }

  @Override
  public long waiting() throws MessagingException {
    log().catchUp();
    return replica.waiting();
  }

  @Override
  public long held() throws MessagingException {
    log().catchUp();
    return replica.held();
  }

  private Replica.Answer call(Step step) throws MessagingException {
    QueueLog open = log();
    CompletableFuture<Replica.Answer> answer = replica.expect(step.call());
    try {
      open.append(step);
      return answer.get(address.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw open.unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw open.unreachable(e);
    } finally {
      replica.forget(step.call());
    }
  }

  /** Keeps the log short. */
  private synchronized void tidy() throws MessagingException {
    if (replica.sinceEmpty() > MOST_RECORDS) {
      call(Step.of(Step.Kind.FORGET, "", "", 0));
    }
    long empty = replica.emptyAt();
    if (empty - dropped > WORTH_DROPPING) {
      log().drop(empty);
      dropped = empty;
    }
  }

  @Override
  public synchronized void close() {
    log.ifPresent(QueueLog::close);
    log = Optional.empty();
  }
}
